import { z } from 'zod';
import { answerJson, HttpRefusal, type Route, readJson } from '../http-exchange';
import type { ModelServer } from './model-server';
import { type ScriptBook, scriptSchema } from './script';

const mostBytes = 256 * 1024;

/** For tests alone: what goes wrong next, and what the model was told. */
export function scriptRoutes(script: ScriptBook, model: ModelServer): Route[] {
  return [
    {
      method: 'POST',
      path: /^\/practice\/script$/,
      async handle(exchange) {
        const parsed = scriptSchema.safeParse(await readJson(exchange, mostBytes));
        if (!parsed.success) throw new HttpRefusal(400, z.prettifyError(parsed.error));
        script.replace(parsed.data);
        answerJson(exchange, 200, parsed.data);
      },
    },
    {
      method: 'GET',
      path: /^\/practice\/sessions$/,
      handle: (exchange) => answerJson(exchange, 200, model.sessions()),
    },
  ];
}
