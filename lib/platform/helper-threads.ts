import { readdirSync, readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Where Linux lists this process's threads; other systems have no such place. */
const tasks = '/proc/self/task';

/**
 * The engine marks garbage and compiles in threads of its own, four of them. On a core that the calls need they would
 * have four fifths of it while they last, and every call would stand still for a tenth of a second: they come
 * after JavaScript. Gives how many do; a machine that does not let us is as it was.
 */
export function putHelpersLast(): number {
  return threads().filter((id) => nameOf(id) === 'V8Worker' && putLast(id)).length;
}

function putLast(id: number): boolean {
  try {
    setPriority(id, constants.priority.PRIORITY_BELOW_NORMAL);
    return true;
  } catch {
    return false;
  }
}

function threads(): number[] {
  try {
    return readdirSync(tasks).map(Number);
  } catch {
    return [];
  }
}

function nameOf(id: number): string {
  try {
    return readFileSync(`${tasks}/${id}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}
