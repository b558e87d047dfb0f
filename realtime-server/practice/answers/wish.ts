import { asked } from './dialogue';

const verbatim =
  /\b(?:say|speak|read|repeat|greet)\b[^"“:]*\b(?:exactly|verbatim|word for word|only|this|these words|following)\b/i;

/** Text that the response's own instructions want spoken as it stands. */
export function verbatimIn(wish: string): string | undefined {
  if (!verbatim.test(wish)) return undefined;
  const [, quoted] = /["“]([\s\S]+)["”]/.exec(wish) ?? [];
  const [, rest] = /:\s*([\s\S]+)$/.exec(wish) ?? [];
  return (quoted ?? rest)?.trim();
}

/** Short errands a receptionist is sent on between the caller's questions. */
export function errandIn(wish: string): string | undefined {
  const [, name] = /connecting the caller to (.{1,60}?)\. In one/.exec(wish) ?? [];
  if (name) return `I am connecting you to ${name}. Please hold.`;
  const [, why] = /back with you: (.{1,120}?)\. Do not greet/.exec(wish) ?? [];
  if (why) return `I am sorry, ${why}. ${asked.offer}`;
  const [, unreached] = /The line to (.{1,60}?) did not work/.exec(wish) ?? [];
  if (unreached) return `I am sorry, I could not connect you to ${unreached}. ${asked.offer}`;
  if (/still (there|on the line)/i.test(wish)) return 'Are you still there?';
  if (/not (to be )?recorded/i.test(wish)) {
    return 'All right. This call is not recorded, and what was recorded is deleted. How can I help you?';
  }
  if (/longest length|time is up|must end the call/i.test(wish)) {
    return 'I am sorry, I must end the call now. You are welcome to call again. Goodbye.';
  }
  if (/hang up now/i.test(wish)) return 'I will hang up now. You are welcome to call again. Goodbye.';
  if (/\b(good ?bye|farewell|end the call|close the call)\b/i.test(wish)) return 'Thank you for calling. Goodbye.';
  if (/apologi[sz]e|sorry/i.test(wish)) return 'I am sorry about that. How can I help you?';
  return undefined;
}
