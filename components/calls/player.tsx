'use client';

import { Download, Pause, Play } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button, buttonStyle } from '@/components/ui/button';
import { NativeSelect } from '@/components/ui/native-select';
import { callTime, type ShownTurn } from '@/lib/call/transcript';
import type { CallRecording } from '@/lib/recording/recording';
import { useCallMoments } from './call-moment';
import { TranscriptCard } from './live-transcript';
import { Waveform } from './player-waveform';
import type { SpeakerNames } from './transcript';
import { sides, usePlayer } from './use-player';

type Props = {
  recording: CallRecording;
  /** Where the sound is; a manager may also take it away. */
  src: string;
  canDownload: boolean;
  turns: ShownTurn[];
  names: SpeakerNames;
};

const speeds = ['0.75', '1', '1.25', '1.5', '2'].map((value) => ({ value, label: `${value}×` }));
const stepSeconds = 5;

/** The sound of a call and its script, each leading the other. */
export function RecordedCall({ recording, src, canDownload, turns, names }: Props) {
  const audio = useRef<HTMLAudioElement>(null);
  const totalSeconds = recording.durationMs / 1000;
  const player = usePlayer(audio, totalSeconds);
  const callMs = player.seconds * 1000 + recording.offsetMs;

  useCallMoments((asked) => player.seek((asked - recording.offsetMs) / 1000));

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const isOnControl = event.target instanceof HTMLElement && event.target.matches('button, a, select');
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ' && !isOnControl) player.toggle();
    else if (event.key === 'ArrowLeft') player.seek(player.seconds - stepSeconds);
    else if (event.key === 'ArrowRight') player.seek(player.seconds + stepSeconds);
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the slider and the turns within it.
    <div className="flex flex-col gap-4" onKeyDown={onKeyDown}>
      <section aria-label="Recording" className="flex flex-col gap-3 rounded-lg border bg-card p-4 sm:p-5">
        {/* biome-ignore lint/a11y/useMediaCaption: the transcript below follows it. */}
        <audio ref={audio} src={src} preload="none" />
        <div className="flex flex-wrap items-center gap-2">
          <Button
            variant="secondary"
            size="icon"
            aria-label={player.isPlaying ? 'Pause' : 'Play'}
            onClick={player.toggle}
          >
            {player.isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
          </Button>
          <p className="grow text-meta tabular-nums">
            {callTime(player.seconds * 1000)}{' '}
            <span className="text-muted-foreground">/ {callTime(recording.durationMs)}</span>
          </p>
          {sides.map((side) => (
            <Button
              key={side}
              variant="ghost"
              aria-pressed={player.muted[side]}
              onClick={() => player.toggleMute(side)}
            >
              {player.muted[side] ? `Unmute ${names[side]}` : `Mute ${names[side]}`}
            </Button>
          ))}
          <NativeSelect
            aria-label="Speed"
            choices={speeds}
            value={String(player.speed)}
            onChange={(event) => player.setSpeed(Number(event.target.value))}
          />
          {canDownload && (
            <a
              href={`${src}?download`}
              download
              aria-label="Download the recording"
              title="Download the recording"
              className={buttonStyle({ variant: 'ghost', size: 'icon' })}
            >
              <Download aria-hidden />
            </a>
          )}
        </div>
        {recording.peaks && (
          <Waveform
            peaks={recording.peaks}
            seconds={player.seconds}
            totalSeconds={totalSeconds}
            muted={player.muted}
            seek={player.seek}
          />
        )}
        {player.hasFailed && (
          <Banner tone="danger" role="alert">
            The recording cannot be played now. Reload the page to try again.
          </Banner>
        )}
      </section>
      <TranscriptCard
        turns={turns}
        names={names}
        follow={{
          callMs: player.isPlaying || player.seconds > 0 ? callMs : null,
          seek: (startedMs) => player.seek((startedMs - recording.offsetMs) / 1000),
        }}
      />
    </div>
  );
}
