export type Mail = { subject: string; text: string; html: string };

type Letter = { subject: string; lines: string[]; link?: { label: string; url: string }; closing: string };

const ignore = 'If this was not you, nothing has changed and you can ignore this mail.';

export function confirmMail(url: string): Mail {
  return write({
    subject: 'Confirm your e-mail for Foyer',
    lines: ['Welcome to Foyer. Confirm that this address is yours to start.'],
    link: { label: 'Confirm my e-mail', url },
    closing: `The link works once, for 24 hours. ${ignore}`,
  });
}

export function alreadyRegisteredMail(url: string): Mail {
  return write({
    subject: 'You already have a Foyer account',
    lines: [
      'Somebody, probably you, signed up with this address. It has an account already: sign in, or reset the password.',
    ],
    link: { label: 'Sign in', url },
    closing: ignore,
  });
}

export function resetMail(url: string): Mail {
  return write({
    subject: 'Choose a new password for Foyer',
    lines: ['You asked for a new password. Choosing one signs you out everywhere.'],
    link: { label: 'Choose a new password', url },
    closing: `The link works once, for 30 minutes. ${ignore}`,
  });
}

export function passwordChangedMail(url: string): Mail {
  return write({
    subject: 'Your Foyer password was changed',
    lines: ['Your password was changed just now, and all other sessions were ended.'],
    link: { label: 'It was not me: reset the password', url },
    closing: 'If it was you, there is nothing to do.',
  });
}

function write({ subject, lines, link, closing }: Letter): Mail {
  const text = [...lines, ...(link ? [`${link.label}:\n${link.url}`] : []), closing].join('\n\n');
  const html = [
    ...lines.map((line) => `<p>${inert(line)}</p>`),
    ...(link ? [`<p><a href="${inert(link.url)}">${inert(link.label)}</a></p>`] : []),
    `<p style="color:#60646c">${inert(closing)}</p>`,
  ].join('\n');

  return {
    subject,
    text: `${text}\n`,
    html: `<div style="font-family:sans-serif;font-size:14px;line-height:20px">\n${html}\n</div>\n`,
  };
}

function inert(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
