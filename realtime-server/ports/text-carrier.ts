export type OutgoingText = { id: string; from: string; to: string; body: string };
export type SentText = { sid: string; segments: number | null };
/** `raw`: as the carrier said it. */
export type TextPrice = { microDollars: number; raw: Record<string, unknown> };

/** Whoever takes texts to telephones. */
export type TextCarrier = {
  /** Rejects with `TextRefused` when it will never take this one; with anything else, nobody knows whether it did. */
  send(text: OutgoingText): Promise<SentText>;
  /** A text of these words that it took since then, and that is none of the known ones. */
  findSent(text: OutgoingText, since: Date, knownSids: readonly string[]): Promise<SentText | null>;
  /** What a text took, in either direction, networks' fees and all. Null: it does not say yet, or never in dollars. */
  findPrice(sid: string): Promise<TextPrice | null>;
};

/** The message is a sentence for people. */
export class TextRefused extends Error {
  override readonly name = 'TextRefused';
  constructor(
    message: string,
    /** The number asked the carrier itself for no more texts. */
    readonly isOptOut: boolean,
  ) {
    super(message);
  }
}
