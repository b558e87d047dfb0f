// Loaded into the server that is soaked: tells its parent, when asked, what it holds once nothing can be collected any more.
import { EventEmitter } from 'node:events';
import { queryObjects } from 'node:v8';

let warnings = 0;

function countBy(names) {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function look() {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  const emitters = queryObjects(EventEmitter, { format: 'count' });
  return { heapUsed, external, rss, handles: countBy(process.getActiveResourcesInfo()), listeners, emitters, warnings };
}

process.on('warning', ({ name }) => {
  if (name === 'MaxListenersExceededWarning') warnings += 1;
});
process.on('message', (asked) => {
  if (asked === 'look') process.send?.(look());
});
process.channel?.unref();
