declare const brand: unique symbol;

export type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/** A tenant the caller has been proven to belong to. Minted only at a gate. */
export type TenantId = Branded<string, 'TenantId'>;

/** A person who has been proven to be signed in. Minted only at a gate. */
export type UserId = Branded<string, 'UserId'>;

/** A call that a verified webhook or a spent ticket has opened. Minted only at a gate. */
export type CallId = Branded<string, 'CallId'>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function checked(value: string, what: string): string {
  if (!uuid.test(value)) throw new TypeError(`A ${what} must be a UUID.`);
  return value.toLowerCase();
}

/** For gates alone; the architecture test names them. */
export const mintTenantId = (value: string): TenantId => checked(value, 'tenant id') as TenantId;
/** For gates alone. */
export const mintUserId = (value: string): UserId => checked(value, 'user id') as UserId;
/** For gates alone. */
export const mintCallId = (value: string): CallId => checked(value, 'call id') as CallId;
