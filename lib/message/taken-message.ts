/** What a caller asked us to pass on. */
export type TakenMessage = {
  id: string;
  callerName: string;
  callbackNumber: string | null;
  message: string;
  urgent: boolean;
  takenAt: string;
};
