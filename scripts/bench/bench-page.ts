import { asMarkdown, goalTable, type Results, sampleTable } from './bench-table';

const method = `One run of \`npm run bench:calls -- --write\` writes this page.

- **Ours** is \`realtime-server/main.ts\` with everything on: signed webhooks, tickets, transcripts to a real Postgres behind
  the Supabase API, recordings in two channels on the disk, marks, ledger, leases, logs. **The relay**
  (\`scripts/bench/relay.ts\`) forwards payloads over \`ws\` by position and does nothing else. Each is one process on
  core 0, started anew and warmed up for every measurement, in turns.
- **The load** is on core 1: callers with their carrier and a scripted OpenAI Realtime server in one process with one clock,
  beside the database and its API. Every call sends and is sent one frame of 20 ms each 20 ms, at a moment of its own. Above
  90 % of that core the load limits the figure. The database and the engine's own threads get what the callers leave of it:
  a caller who waits for them would be taken for a slow server.
- **Added latency** is from the moment one side of the load writes a frame to the moment its other side reads it, the load's
  own waiting included. Every frame carries its call and its number: lost, doubled and misdelivered frames are counted one by one.
- An exchange lasts 10 s: 22 partial words of the model and one turn of the caller are told in it as GA Realtime tells them.
  Each call is at a point of its own in it, and the measuring begins when all greetings are over: what is measured is recorded.
- **Barge-in**: the model speaks at four times the speed of speech, the caller cuts in after 0.4 to 2.6 s. A truncation is
  compared with what the carrier's buffer had really played when \`clear\` came, and refused by the provider's rules.
- **The most calls** are looked for in the first round.
- **CPU** is the server's own process from \`/proc\`; **memory** its resident size before and with the calls.`;

export function benchPage(results: Results): string {
  return `# What a call costs

${method}

Measured ${results.at.slice(0, 16).replace('T', ' ')} UTC on ${results.machine}; medians of ${results.rounds}.

## Goals

${asMarkdown(goalTable(results))}

## Every measurement

${asMarkdown(sampleTable(results))}

${results.most.map(({ subject, round, calls, because }) => `- Most calls, round ${round}, ${subject}: ${calls} (${because}).`).join('\n')}
`;
}
