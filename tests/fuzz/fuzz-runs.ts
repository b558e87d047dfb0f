/** A slice in every run of the tests; `npm run test:fuzz` asks for more. The seed is printed, and can be given back. */
export const runs = Number(process.env.FOYER_FUZZ_RUNS ?? 5_000);
export const seed = Number(process.env.FOYER_FUZZ_SEED ?? Math.floor(Math.random() * 0x7f_ff_ff_ff));

export function announce(what: string): void {
  console.log(`${what}: ${runs} runs, seed ${seed} (again with FOYER_FUZZ_SEED=${seed})`);
}
