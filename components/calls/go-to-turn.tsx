'use client';

import { useEffect } from 'react';

/** A page that was reached without being loaded marks no target by itself: the browser is sent to the turn once more. */
export function GoToTurn() {
  useEffect(() => {
    if (!/^#turn-\d+$/.test(window.location.hash)) return;
    const { state } = window.history;
    window.location.replace(window.location.hash);
    // Going on in the page forgets what the router keeps of this entry.
    window.history.replaceState(state, '');
  }, []);
  return null;
}
