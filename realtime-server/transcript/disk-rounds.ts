const everyMs = 25;
/** The threads that write to disk are few, and recordings need them too. */
const atOnce = 2;

/** The files of all calls are written in rounds: what a call says within one is one write, and few run at a time. */
export type DiskRounds = {
  /** Runs in the next round; resolves when it is through. Whoever joins again before that runs in a later one, after it. */
  join(write: () => Promise<void>): Promise<void>;
};

type Joined = { write: () => Promise<void>; done: () => void };

export function makeDiskRounds(): DiskRounds {
  let joined: Joined[] = [];
  let isSet = false;

  async function work(round: Joined[]): Promise<void> {
    for (let next = round.pop(); next; next = round.pop()) {
      await next.write();
      next.done();
    }
  }

  async function run(): Promise<void> {
    const round = joined.toReversed();
    joined = [];
    await Promise.all(Array.from({ length: atOnce }, () => work(round)));
    isSet = false;
    if (joined.length > 0) set();
  }

  function set(): void {
    if (isSet) return;
    isSet = true;
    setTimeout(() => void run(), everyMs);
  }

  return {
    join(write) {
      return new Promise((done) => {
        joined.push({ write, done });
        set();
      });
    },
  };
}
