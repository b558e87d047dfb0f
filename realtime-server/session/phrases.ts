/** What the model is asked to say in moments that we decide; each replaces the session's instructions for one answer. */
export const askWhetherStillThere =
  'The caller has been silent for a while. In one short, kind sentence, in the language of the conversation, ask whether they are still there and whether you can help. Say nothing else.';

export const sayGoodbyeToSilence =
  'The caller has not said anything for a long time. In one short sentence, in the language of the conversation, say that you will hang up now, that they are welcome to call again, and goodbye. Say nothing else.';

export const sayGoodbye =
  'The conversation is over. Say one short, kind goodbye in the language of the conversation. Say nothing else.';

export const sayTimeIsUp =
  'This call has reached its longest length. In one or two short sentences, in the language of the conversation, apologise that you must end the call now, say that they are welcome to call again, and say goodbye. Say nothing else.';

export const sayNotRecorded =
  'The caller pressed a key so as not to be recorded. In one short sentence, in the language of the conversation, say that the call is not recorded and that what was recorded is deleted, and ask how you can help. Say nothing else.';

/** For a clip, before anything else has worked: no model is there to speak it. */
export const apologyText = "I'm sorry, something went wrong on our side. Please hold on for a moment.";
