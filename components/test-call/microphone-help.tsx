/** What to press, in the words of the browsers themselves. */
export function MicrophoneHelp() {
  return (
    <ul className="mt-1 list-disc pl-4">
      <li>Chrome, Edge: press the icon left of the address, allow the microphone, reload.</li>
      <li>Firefox: press the crossed-out microphone beside the address, remove the block, try again.</li>
      <li>Safari: Settings for this website, Microphone, Allow.</li>
      <li>Or type instead: no microphone is needed for that.</li>
    </ul>
  );
}
