const words: Record<string, string> = {
  ai_fallback: 'The voice service failed; the caller was told and looked after.',
  ai_reconnected: 'The voice service was connected again.',
  config_fallback: 'A setting could not be read, so the last good one was used.',
  ai_unavailable: 'The voice service could not be had; the caller was led to the next step.',
  model_lost: 'The connection to the voice service broke in the call.',
  model_back: 'The voice service was connected again, and knew what had been said.',
  model_reopened: 'The voice service was connected at the second try.',
  model_rolled_over: 'A fresh session of the voice service took over in a quiet moment.',
  model_error: 'The voice service reported an error; the call went on.',
  response_failed: 'The voice service failed at an answer and was asked again.',
  text_instead_of_audio: 'The voice service answered in writing and was asked again.',
  connection_used: 'Another system of the business was asked.',
  transfer_begun: 'The caller was put on hold while somebody was rung.',
  transfer_failed: 'The caller could not be put on hold, so nobody was rung.',
  voicemail: 'The caller left a voicemail.',
  barge_in: 'The caller interrupted.',
  resumed: 'The call was picked up again after an interruption of ours.',
  tool_failed: 'A tool did not work.',
  recording_announced: 'The caller heard that the call is recorded.',
  recording_declined: 'The caller declined to be recorded; the sound and their words were deleted.',
  recording_not_announced: 'Not recorded: the caller did not hear the notice to its end.',
  recording_stopped: 'The recording stopped: the disk could not take it. The call went on.',
  noise_ignored: 'A noise interrupted the agent; it went on with what it was saying.',
  sound_dropped: 'Some sound was given up, because one side of the call did not take it in time.',
  too_loud: 'There was loud sound without words, so the agent stopped listening for a moment.',
  cap_step: 'A limit was near or reached, so the agent did less.',
  tool_loop_stopped: 'The agent used one tool after the other, and was stopped.',
  command_transfer: 'Somebody of the team had the caller connected.',
  command_take_over: 'Somebody of the team took the call over by their own phone.',
  command_end: 'Somebody of the team asked the agent to end the call.',
  recorded_caller: 'The caller was a recorded message.',
  promise_unkept: 'The agent spoke of something as done that was not, and was told to do it or take it back.',
  promise_kept: 'The agent promised to pass something on; it was written down as a message.',
  promise_broken: 'The agent spoke of something as done that never was. Somebody should look after this caller.',
  slow_reply: 'A reply took longer than usual.',
};

/** What happened beside the talk, as a sentence; kinds that have none are shown by their name. */
export function describeEvent(kind: string): string {
  if (Object.hasOwn(words, kind)) return words[kind] ?? kind;
  const text = kind.replaceAll(/[._]/g, ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
