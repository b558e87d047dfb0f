import type { Cell, Expected } from './matrix';
import { type FunctionRule, functionRules, homeOf, lets, type Target, targets } from './matrix-declared';
import { type Actor, absent, actors, tenants } from './matrix-world';

export type FunctionCell = Cell & { args: Record<string, unknown> };

const service: Actor = { name: 'the services', home: 'here', rank: 0, claims: { role: 'service_role' } };

/** Every function, tried by everybody and by the services, for their own tenant, another and one that is not there. */
export function functionCells(): FunctionCell[] {
  return Object.entries(functionRules).flatMap(([name, rule]) =>
    [...actors, service].flatMap((actor) =>
      targets.map((target): FunctionCell => {
        const home = homeOf(actor, target);
        const args = rule.args?.(home ? tenants[home] : absent, home) ?? {};
        const statement = `select from public.${name}(${inSql(args)})`;
        const expected = expectedOf(rule, actor, target);
        return { table: name, operation: 'rpc', actor, target, statement, expected, args };
      }),
    ),
  );
}

function expectedOf(rule: FunctionRule, actor: Actor, target: Target): Expected {
  if (actor.claims.role !== rule.execute) return { code: '42501' };
  if (rule.execute !== 'authenticated') return 'runs';
  const alone = rule.for?.every((who) => who === 'signed in' || who === 'admin');
  const mayAct = lets(rule.for, actor, alone ? 'own' : target) && !(rule.writes && actor.home === 'suspended');
  if (mayAct) return target === 'absent' && rule.absentRefusal ? { code: rule.absentRefusal } : 'runs';
  return rule.refusal === 'no rows' ? 'deny' : { code: rule.refusal ?? '42501' };
}

function inSql(args: Record<string, unknown>): string {
  const literal = (value: unknown) =>
    value === null
      ? 'null'
      : `'${(typeof value === 'object' ? JSON.stringify(value) : String(value)).replaceAll("'", "''")}'`;
  return Object.entries(args)
    .map(([name, value]) => `${name} => ${literal(value)}`)
    .join(', ');
}
