/** Bounds the sockets that have not shown a ticket yet. */
export type SocketSlots = {
  /** Null when there is no room; otherwise what gives the place back, harmless when repeated. */
  take(ip: string): (() => void) | null;
  taken(): number;
};

export function makeSocketSlots(limits: { perIp: number; inAll: number }): SocketSlots {
  const byIp = new Map<string, number>();
  let all = 0;

  return {
    take(ip) {
      const mine = byIp.get(ip) ?? 0;
      if (all >= limits.inAll || mine >= limits.perIp) return null;
      all += 1;
      byIp.set(ip, mine + 1);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        all -= 1;
        const left = (byIp.get(ip) ?? 1) - 1;
        if (left > 0) byIp.set(ip, left);
        else byIp.delete(ip);
      };
    },
    taken: () => all,
  };
}
