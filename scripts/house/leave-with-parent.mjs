// A child whose supervisor was killed would keep its port for ever. This is loaded into each of them.
const parent = process.ppid;
const everyMs = 400;
const patienceMs = 5_000;

const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), patienceMs).unref();
}, everyMs);
watch.unref();
