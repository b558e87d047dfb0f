'use client';

import { Table2 } from 'lucide-react';
import { useState } from 'react';
import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { Button } from './button';
import { ChartTooltip } from './chart-tooltip';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from './table';

export type Series = { key: string; label: string; tone?: 'ink' | 'compare' | 'past' };
export type Point = { at: string } & Record<string, string | number>;

const tones = { ink: 'var(--chart-1)', compare: 'var(--chart-2)', past: 'var(--chart-3)' };
const tick = { fontSize: 12, fill: 'var(--muted-foreground)' };

type Props = {
  /** The answer, not the measure: "Answered 94 %". */
  title: string;
  help?: string;
  kind: 'bars' | 'line';
  /** `at` is the label of the point, already formatted in the tenant's time zone. */
  points: Point[];
  /** At most three. */
  series: Series[];
  unit?: string;
  height?: number;
};

/** A chart and, one key away, the same numbers as a table. */
export function ChartFigure({ title, help, kind, points, series, unit = '', height = 200 }: Props) {
  const [asTable, setAsTable] = useState(false);

  return (
    <figure className="rounded-lg border bg-card p-4 sm:p-5">
      <figcaption className="mb-4 flex items-start justify-between gap-4">
        <span className="flex flex-col gap-0.5">
          <span className="font-semibold text-body">{title}</span>
          {help && <span className="text-meta text-muted-foreground">{help}</span>}
        </span>
        <Button
          variant="ghost"
          size="icon"
          aria-pressed={asTable}
          aria-label="Show as a table"
          onClick={() => setAsTable(!asTable)}
        >
          <Table2 aria-hidden />
        </Button>
      </figcaption>
      {asTable ? (
        <PointsTable points={points} series={series} unit={unit} />
      ) : (
        <Plot {...{ kind, points, series, unit, height }} />
      )}
    </figure>
  );
}

function Plot({
  kind,
  points,
  series,
  unit,
  height,
}: Required<Pick<Props, 'kind' | 'points' | 'series' | 'unit' | 'height'>>) {
  const Chart = kind === 'bars' ? BarChart : LineChart;

  return (
    <ResponsiveContainer width="100%" height={height}>
      <Chart data={points} margin={{ top: 4, right: 4, bottom: 0, left: 0 }} accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" strokeDasharray="3 3" />
        <XAxis dataKey="at" axisLine={false} tickLine={false} tick={tick} tickMargin={8} minTickGap={24} />
        <YAxis axisLine={false} tickLine={false} tick={tick} width={32} allowDecimals={false} />
        <Tooltip
          content={<ChartTooltip unit={unit} />}
          cursor={{ fill: 'var(--muted)', stroke: 'var(--border)' }}
          isAnimationActive={false}
        />
        {series.map(({ key, label, tone = 'ink' }) =>
          kind === 'bars' ? (
            <Bar
              key={key}
              dataKey={key}
              name={label}
              fill={tones[tone]}
              radius={[4, 4, 0, 0]}
              maxBarSize={28}
              isAnimationActive={false}
            />
          ) : (
            <Line
              key={key}
              dataKey={key}
              name={label}
              stroke={tones[tone]}
              strokeWidth={2}
              type="monotone"
              dot={false}
              isAnimationActive={false}
            />
          ),
        )}
      </Chart>
    </ResponsiveContainer>
  );
}

function PointsTable({ points, series, unit }: Required<Pick<Props, 'points' | 'series' | 'unit'>>) {
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>When</TableHead>
          {series.map(({ key, label }) => (
            <TableHead key={key} numeric>
              {label}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {points.map((point) => (
          <TableRow key={point.at}>
            <TableCell>{point.at}</TableCell>
            {series.map(({ key }) => (
              <TableCell key={key} numeric>
                {point[key]}
                {unit}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
