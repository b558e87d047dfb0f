export type Reply = { status: number; contentType: string; body: string | Buffer };

export function twimlReply(body: string): Reply {
  return { status: 200, contentType: 'text/xml; charset=utf-8', body };
}

export function textReply(status: number, body: string): Reply {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}
