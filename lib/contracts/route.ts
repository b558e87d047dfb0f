/** One thing that is done with a call. Each is tried in turn until one of them takes it. */
export type Step =
  | { do: 'reject' }
  | { do: 'apologise'; because: 'suspended' | 'paused' | 'busy' }
  | { do: 'ring_staff'; people: { label: string; phone: string }[]; seconds: number }
  | { do: 'agent'; afterHours: boolean; messageOnly: boolean }
  | { do: 'forward'; to: string }
  | { do: 'voicemail' }
  | { do: 'goodbye' };
