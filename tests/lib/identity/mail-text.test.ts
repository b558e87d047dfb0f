import { expect, it } from 'vitest';
import { alreadyRegisteredMail, confirmMail, passwordChangedMail, resetMail } from '@/lib/identity/mail-text';

const url = 'https://portal.example/confirm?token=a&b="<script>';

it.each([
  ['confirm', confirmMail],
  ['already registered', alreadyRegisteredMail],
  ['reset', resetMail],
  ['password changed', passwordChangedMail],
])('the %s mail carries its link on a line of its own, and inert in HTML', (_name, compose) => {
  const mail = compose(url);

  expect(mail.text.split('\n')).toContain(url);
  expect(mail.html).not.toContain('<script>');
  expect(mail.html).toContain('href="https://portal.example/confirm?token=a&#38;b=&#34;&#60;script&#62;"');
  expect(mail.subject).not.toMatch(/[\r\n]/);
});
