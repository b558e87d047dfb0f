import twilio from 'twilio';

/** Auth tokens by AccountSid, in memory. `anyAccount` checks whatever account asks, where none is configured. */
export type AuthTokens = { byAccount: ReadonlyMap<string, string>; anyAccount: string | null };

export type FormParams = Readonly<Record<string, string | string[]>>;

export type SignatureCheck = {
  isWebhookGenuine(signature: string | undefined, url: string, params: FormParams): boolean;
  isUpgradeGenuine(signature: string | undefined, url: string): boolean;
};

export function authTokens(account: { accountSid: string | null; authToken: string }): AuthTokens {
  return account.accountSid === null
    ? { byAccount: new Map(), anyAccount: account.authToken }
    : { byAccount: new Map([[account.accountSid, account.authToken]]), anyAccount: null };
}

/** Signatures hold over exactly the public URL that is configured, and the request's own path as it came. */
export function makeSignatureCheck(publicUrl: string, tokens: AuthTokens): SignatureCheck {
  const socketUrl = publicUrl.replace(/^http/, 'ws');
  const allTokens = [...tokens.byAccount.values(), ...(tokens.anyAccount === null ? [] : [tokens.anyAccount])];

  return {
    isWebhookGenuine(signature, url, params) {
      const accountSid = params.AccountSid;
      if (!signature || typeof accountSid !== 'string' || hasFoldedDuplicates(params)) return false;
      const token = tokens.byAccount.get(accountSid) ?? tokens.anyAccount;
      return token !== null && twilio.validateRequest(token, signature, `${publicUrl}${url}`, { ...params });
    },

    // The carrier signs what the TwiML said, sometimes with a slash more, sometimes as a page's address.
    isUpgradeGenuine(signature, url) {
      if (!signature) return false;
      const twin = url.endsWith('/') ? url.slice(0, -1) : `${url}/`;
      const forms = [socketUrl, publicUrl].flatMap((base) => [`${base}${url}`, `${base}${twin}`]);
      return allTokens.some((token) => forms.some((form) => twilio.validateRequest(token, signature, form, {})));
    },
  };
}

// The check folds equal values of one name into one, so a copied parameter would pass it.
function hasFoldedDuplicates(params: FormParams): boolean {
  return Object.values(params).some((value) => Array.isArray(value) && new Set(value).size < value.length);
}
