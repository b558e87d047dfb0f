import Link from 'next/link';
import { Card } from '@/components/ui/card';
import type { CallerMemory } from '@/lib/caller/caller';
import type { MemoryKind } from '@/lib/contracts/memory';
import { formatWhen } from '@/lib/format/day';
import { type EditMemory, MemoryActions } from './memory-actions';

type Props = {
  memories: CallerMemory[];
  callsPath: string;
  /** Null for those who may only read. */
  edit: EditMemory | null;
  timeZone: string;
  nowMs: number;
};

const groups: { kind: MemoryKind; label: string }[] = [
  { kind: 'reason', label: 'Called about' },
  { kind: 'promise', label: 'We promised' },
  { kind: 'preference', label: 'Likes' },
  { kind: 'language', label: 'Speaks' },
];

export function MemoryList({ memories, callsPath, edit, timeZone, nowMs }: Props) {
  return (
    <Card
      title="What is remembered"
      help="From earlier calls. Put right what is wrong; forget what is nobody's business."
    >
      {memories.length === 0 ? (
        <p className="text-body text-muted-foreground">Nothing yet.</p>
      ) : (
        <div className="flex flex-col gap-4">
          {groups.map(({ kind, label }) => {
            const these = memories.filter((memory) => memory.kind === kind);
            return (
              these.length > 0 && (
                <section key={kind} aria-label={label} className="flex flex-col gap-1">
                  <h3 className="text-label text-muted-foreground">{label}</h3>
                  <ul className="flex flex-col">
                    {these.map((memory) => (
                      <MemoryLine key={memory.id} {...{ memory, callsPath, edit, timeZone, nowMs }} />
                    ))}
                  </ul>
                </section>
              )
            );
          })}
        </div>
      )}
    </Card>
  );
}

type LineProps = Omit<Props, 'memories'> & { memory: CallerMemory };

function MemoryLine({ memory, callsPath, edit, timeZone, nowMs }: LineProps) {
  const when = formatWhen(memory.rememberedAt, timeZone, new Date(nowMs));
  return (
    <li className="flex items-start gap-2 py-1">
      <div className="flex min-w-0 grow flex-col">
        <span className="break-words text-body">{memory.text}</span>
        <span className="text-label text-muted-foreground tabular-nums">
          {memory.callId ? (
            <Link href={`${callsPath}/${memory.callId}`} className="hover:underline">
              {when}
            </Link>
          ) : (
            when
          )}
          {memory.edited && ' · put right by hand'}
        </span>
      </div>
      {edit && <MemoryActions memory={memory} edit={edit} />}
    </li>
  );
}
