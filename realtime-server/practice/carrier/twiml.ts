export type Verb = { name: string; attributes: Record<string, string>; text: string; children: Verb[] };

export class TwimlError extends Error {}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith('#')) {
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    }
    const character = entities[name];
    if (character === undefined) throw new TwimlError(`unknown entity ${whole}`);
    return character;
  });
}

function attributesOf(source: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  const rest = source.replace(/([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g, (_, name: string, double, single) => {
    attributes[name] = unescaped(double ?? single ?? '');
    return '';
  });
  if (rest.trim() !== '') throw new TwimlError(`unreadable attribute near "${rest.trim().slice(0, 40)}"`);
  return attributes;
}

const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[^<>]*?)?)(\/?)>|([^<]+)/g;

/** The verbs inside <Response>. Anything that is not well-formed is refused whole, as Twilio does (12100). */
export function readTwiml(xml: string): Verb[] {
  const root: Verb = { name: '', attributes: {}, text: '', children: [] };
  const open = [root];
  let end = 0;

  for (const match of xml.trim().matchAll(token)) {
    if (match.index !== end) break;
    end += match[0].length;
    const [, cdata, closing, opening, attributes = '', selfClosed, text] = match;
    const current = open.at(-1) ?? root;

    if (text !== undefined) current.text += unescaped(text);
    else if (cdata !== undefined) current.text += cdata;
    else if (closing !== undefined) {
      if (open.length < 2 || current.name !== closing) throw new TwimlError(`</${closing}> closes nothing`);
      open.pop();
    } else if (opening !== undefined) {
      const verb: Verb = { name: opening, attributes: attributesOf(attributes), text: '', children: [] };
      current.children.push(verb);
      if (!selfClosed) open.push(verb);
    }
  }
  const [response, ...others] = root.children;
  if (end !== xml.trim().length || open.length > 1) throw new TwimlError('the document is not well-formed XML');
  if (response?.name !== 'Response' || others.length > 0) throw new TwimlError('the root must be one <Response>');
  return response.children;
}
