'use client';

import { Minus, Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { KnowledgeNode } from '@/lib/knowledge/graph';
import { boxHeight, boxWidth, type KnowledgeMap as Drawn, type PlacedNode } from '@/lib/knowledge/map-layout';
import { describeNode, hrefOfNode } from './node-words';

const steps = [0.5, 0.75, 1, 1.5, 2];
const normal = 2;

const boxes: Record<KnowledgeNode['kind'], string> = {
  source: 'fill-brand-surface stroke-brand',
  topic: 'fill-card stroke-input',
  gap: 'fill-waiting-surface stroke-waiting',
};

/** Sources, topics and open questions in three columns; what belongs to the one in view is drawn strong. */
export function KnowledgeMap({ map, base }: { map: Drawn; base: string }) {
  const [step, setStep] = useState(normal);
  const [inView, setInView] = useState<string | null>(null);
  const zoom = steps[step] ?? 1;
  const isNear = (from: string, to: string) => inView !== null && (from === inView || to === inView);

  return (
    <section aria-label="Map of knowledge" className="flex flex-col overflow-hidden rounded-lg border bg-card">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b px-4 py-2">
        <Legend />
        <div className="flex items-center gap-1">
          <Button
            variant="ghost"
            size="icon"
            aria-label="Smaller"
            disabled={step === 0}
            onClick={() => setStep(step - 1)}
          >
            <Minus aria-hidden />
          </Button>
          <span aria-live="polite" className="w-10 text-center text-label tabular-nums">
            {Math.round(zoom * 100)} %
          </span>
          <Button
            variant="ghost"
            size="icon"
            aria-label="Larger"
            disabled={step === steps.length - 1}
            onClick={() => setStep(step + 1)}
          >
            <Plus aria-hidden />
          </Button>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable by keyboard */}
      <section aria-label="Drawing" tabIndex={0} className="max-h-[70dvh] overflow-auto p-2">
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: its links have names; a title would stand over every one of them */}
        <svg
          viewBox={`0 0 ${map.width} ${map.height}`}
          width={map.width * zoom}
          height={map.height * zoom}
          className="mx-auto block"
        >
          <g aria-hidden>
            {map.edges.map(({ kind, from, to, path }) => (
              <path
                key={`${from} ${to}`}
                d={path}
                className={cn(
                  'fill-none',
                  isNear(from, to) ? 'stroke-2 stroke-foreground' : 'stroke-border',
                  kind === 'near' && '[stroke-dasharray:4_4]',
                )}
              />
            ))}
          </g>
          {map.nodes.map((placed) => (
            <Box
              key={placed.node.id}
              placed={placed}
              href={hrefOfNode(placed.node, map.edges, base)}
              look={() => setInView(placed.node.id)}
              leave={() => setInView(null)}
            />
          ))}
        </svg>
      </section>
      {map.left > 0 && (
        <p className="border-t px-4 py-2 text-meta text-muted-foreground">
          The largest are drawn. {map.left} more are in the list below.
        </p>
      )}
    </section>
  );
}

type BoxProps = { placed: PlacedNode; href: string; look: () => void; leave: () => void };

function Box({ placed: { node, x, y }, href, look, leave }: BoxProps) {
  const words = describeNode(node);
  return (
    <Link
      href={href}
      className="group outline-none"
      onMouseEnter={look}
      onMouseLeave={leave}
      onFocus={look}
      onBlur={leave}
    >
      <title>{`${node.label}, ${words}`}</title>
      <rect
        x={x}
        y={y - boxHeight / 2}
        width={boxWidth}
        height={boxHeight}
        rx={8}
        className={cn(
          boxes[node.kind],
          'group-hover:stroke-2 group-focus-visible:stroke-3 group-focus-visible:stroke-ring',
          node.kind === 'gap' && '[stroke-dasharray:4_3]',
          node.kind === 'source' && !node.isUsed && 'fill-muted stroke-input',
        )}
      />
      <text x={x + 10} y={y} dominantBaseline="central" className="fill-foreground text-label">
        {shortened(node.label)}
      </text>
      <text
        x={x + boxWidth - 10}
        y={y}
        dominantBaseline="central"
        textAnchor="end"
        className="fill-muted-foreground text-label tabular-nums"
      >
        {node.kind === 'gap' ? `${node.asked}×` : node.facts}
      </text>
    </Link>
  );
}

const fits = 30;

function shortened(label: string): string {
  const signs = [...label];
  return signs.length <= fits
    ? label
    : `${signs
        .slice(0, fits - 1)
        .join('')
        .trimEnd()}…`;
}

function Legend() {
  const entries = [
    { words: 'Source', look: 'border-brand bg-brand-surface' },
    { words: 'Topic, with its facts', look: 'border-input bg-card' },
    { words: 'Asked, and not known', look: 'border-waiting border-dashed bg-waiting-surface' },
  ];
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-label">
      {entries.map(({ words, look }) => (
        <li key={words} className="flex items-center gap-1.5">
          <span aria-hidden className={cn('h-3 w-5 rounded-sm border', look)} />
          {words}
        </li>
      ))}
    </ul>
  );
}
