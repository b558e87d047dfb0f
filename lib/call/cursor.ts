import { isoMoment } from './moment';
import { isUuid } from './uuid';

/** A place between two calls of the list: older ones follow it, newer ones lie before it. */
export type CallCursor = { direction: 'older' | 'newer'; startedAt: string; id: string };

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/;

/** The whole text of the moment, because a Date would drop its microseconds. */
export function writeCursor({ direction, startedAt, id }: CallCursor): string {
  return `${direction === 'older' ? 'o' : 'n'}~${isoMoment(startedAt)}~${id}`;
}

/** Null for no cursor and for one that somebody made up. */
export function readCursor(text: string): CallCursor | null {
  const [direction, startedAt = '', id = ''] = text.split('~');
  if (!moment.test(startedAt) || Number.isNaN(Date.parse(startedAt)) || !isUuid(id)) return null;
  if (direction !== 'o' && direction !== 'n') return null;
  return { direction: direction === 'o' ? 'older' : 'newer', startedAt, id };
}
