'use client';

import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { FieldError, useFieldError } from '@/components/ui/field';
import { controlStyle } from '@/components/ui/input';
import type { HoursBlock } from '@/lib/contracts/hours';

export const maxBlocks = 4;

type Props = {
  /** What the times belong to, for those who hear the page. */
  label: string;
  /** Where the blocks are in the section, for errors. */
  path: string;
  blocks: HoursBlock[];
  readOnly?: boolean;
  onChange: (blocks: HoursBlock[]) => void;
};

/** The hours of one day: any number of blocks, each from one time to another. */
export function DayBlocks({ label, path, blocks, readOnly, onChange }: Props) {
  const error = useFieldError(path, undefined);
  const adding = blocks.length === 0 ? 'Add hours' : 'Add a block';

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      {blocks.length === 0 && <p className="flex h-9 items-center text-muted-foreground pointer-coarse:h-11">Closed</p>}
      {blocks.map((block, index) => (
        <BlockRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a block has no name but its place.
          key={index}
          label={`${label}${blocks.length > 1 ? `, block ${index + 1}` : ''}`}
          path={`${path}.${index}`}
          block={block}
          readOnly={readOnly}
          onChange={(next) => onChange(blocks.with(index, next))}
          onRemove={() => onChange(blocks.toSpliced(index, 1))}
        />
      ))}
      <FieldError>{error}</FieldError>
      {!readOnly && blocks.length < maxBlocks && (
        <Button
          variant="link"
          className="self-start text-meta pointer-coarse:h-11!"
          aria-label={`${adding} on ${label}`}
          onClick={() => onChange([...blocks, nextBlock(blocks)])}
        >
          <Plus aria-hidden />
          {adding}
        </Button>
      )}
    </div>
  );
}

type RowProps = {
  label: string;
  path: string;
  block: HoursBlock;
  readOnly?: boolean;
  onChange: (block: HoursBlock) => void;
  onRemove: () => void;
};

function BlockRow({ label, path, block, readOnly, onChange, onRemove }: RowProps) {
  const opens = useFieldError(`${path}.opens`, undefined);
  const closes = useFieldError(`${path}.closes`, undefined);

  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <TimeInput
          label={`${label} opens`}
          value={block.opens}
          invalid={Boolean(opens)}
          onChange={(time) => onChange({ ...block, opens: time })}
        />
        <span aria-hidden className="text-muted-foreground">
          –
        </span>
        <TimeInput
          label={`${label} closes`}
          // A clock shows the end of the day as its beginning.
          value={block.closes === '24:00' ? '00:00' : block.closes}
          invalid={Boolean(closes)}
          onChange={(time) => onChange({ ...block, closes: time === '00:00' ? '24:00' : time })}
        />
        {!readOnly && (
          <Button variant="ghost" size="icon" aria-label={`Remove ${label}`} onClick={onRemove}>
            <X aria-hidden />
          </Button>
        )}
      </div>
      <FieldError>{opens ?? closes}</FieldError>
    </div>
  );
}

type TimeProps = { label: string; value: string; invalid: boolean; onChange: (time: string) => void };

function TimeInput({ label, value, invalid, onChange }: TimeProps) {
  return (
    <input
      type="time"
      aria-label={label}
      aria-invalid={invalid || undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cn(
        controlStyle,
        'h-9 max-w-[7.5rem] min-w-0 px-2 tabular-nums pointer-coarse:h-11 [&::-webkit-calendar-picker-indicator]:hidden',
      )}
    />
  );
}

/** After what is there already, an hour's break later; the first block is an office's day. */
function nextBlock(blocks: HoursBlock[]): HoursBlock {
  const last = blocks.at(-1);
  if (!last || !/^\d\d:/.test(last.closes)) return { opens: '09:00', closes: '17:00' };

  const hour = Math.min(22, Number(last.closes.slice(0, 2)) + 1);
  return { opens: clock(hour), closes: clock(Math.min(24, hour + 4)) };
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
