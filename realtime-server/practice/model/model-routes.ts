import { answerJson, type Route } from '../http-exchange';
import { sameKey } from './model-server';

const models = ['gpt-realtime', 'gpt-realtime-2.1', 'gpt-realtime-2.1-mini'];

/** What a health check asks: is the key good, and which models are there. */
export function modelRoutes(apiKey: string): Route[] {
  return [
    {
      method: 'GET',
      path: /^\/v1\/models$/,
      handle(exchange) {
        const bearer = /^Bearer (.+)$/.exec(exchange.request.headers.authorization ?? '')?.[1] ?? '';
        if (!sameKey(bearer, apiKey)) {
          const message = 'Incorrect API key provided.';
          const error = { message, type: 'invalid_request_error', param: null, code: 'invalid_api_key' };
          answerJson(exchange, 401, { error });
          return;
        }
        const data = models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'foyer-practice' }));
        answerJson(exchange, 200, { object: 'list', data });
      },
    },
  ];
}
