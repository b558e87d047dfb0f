/** What a receptionist can say that it did, or will do, and that only a tool can make true. */
export const promiseKinds = ['message', 'transfer', 'booking', 'text'] as const;
export type PromiseKind = (typeof promiseKinds)[number];

/** `done`: said as a fact, or as being done this moment. `will`: said of later. */
export type Phrases = Record<PromiseKind, { done: RegExp[]; will: RegExp[] }>;

const english: Phrases = {
  message: {
    done: [
      /\bI(?:'ve| have)?(?: just| now| also| already)* (?:took|taken|noted|written|saved|recorded|logged|passed|forwarded|left)\b[^.?!]{0,40}\b(?:message|that|it|this|details|number|note|along)\b/i,
      /\bI(?:'ve| have)(?: just| now| already)* (?:let|told|informed|notified|asked)\b[^.?!]{0,30}\b(?:know|them|him|her|team|office|doctor|manager|owner)\b/i,
      /\b(?:your|the) message (?:has been|is|was) (?:now )?(?:saved|noted|passed|recorded|taken|forwarded|delivered)\b/i,
    ],
    will: [
      /\bI(?:'ll| will|'m going to| am going to)\b[^.?!]{0,20}\b(?:pass (?:that|this|it|your|the)|let (?:them|him|her|the|our|[A-Z]\w+)|tell (?:them|him|her|the|our)|forward (?:that|this|it|your)|leave (?:them|him|her|a|your|the)|make sure (?:they|someone|somebody|he|she)|have (?:someone|somebody|them|him|her|the|our))\b/,
      /\b(?:someone|somebody|they|we|he|she|the (?:team|office|doctor|dentist|manager|owner)|a colleague)(?:'ll| will)\b[^.?!]{0,20}\b(?:call|ring|phone|contact|get back to|reach out to)\b/i,
    ],
  },
  transfer: {
    done: [
      /\bI(?:'m| am)\b[^.?!]{0,20}\b(?:transferring|connecting|forwarding|patching)\b[^.?!]{0,12}\b(?:you|your call|this call)\b/i,
      /\bI(?:'m| am)\b[^.?!]{0,12}\bputting you through\b/i,
      /\bI(?:'ll| will|'m going to)(?: now| just)* (?:transfer|connect|put|patch)\b[^.?!]{0,12}\b(?:you|your call|this call)\b/i,
      /^(?:now )?(?:connecting|transferring) you\b/i,
      /\byou(?:'re| are)(?: now)? being (?:transferred|connected|put through)\b/i,
    ],
    will: [],
  },
  booking: {
    done: [
      /\bI(?:'ve| have)\b[^.?!]{0,25}\b(?:booked|scheduled|rescheduled|reserved|moved your|cancell?ed your|confirmed your|set up your|put you (?:down|in))\b/i,
      /\byou(?:'re| are)(?: all| now)* (?:booked|scheduled|down for|set for|confirmed for)\b/i,
      /\b(?:is|has been|was)(?: now)? (?:booked|reserved|rescheduled|moved) (?:for|to|on|in)\b/i,
      /\b(?:your|the) (?:\w+ )?(?:appointment|booking|reservation|visit)\b[^.?!]{0,30}\b(?:is|has been|was)(?: now| all)* (?:booked|confirmed|scheduled|made|reserved|cancell?ed|moved|rescheduled)\b/i,
    ],
    will: [/\bI(?:'ll| will|'m going to)\b[^.?!]{0,15}\b(?:book|schedule|reschedule|reserve|cancel)\b/i],
  },
  text: {
    done: [
      /\bI(?:'ve| have|'m| am)\b[^.?!]{0,15}\b(?:texted|texting|(?:sent|sending) you (?:a|the) (?:text|link|SMS)|(?:sent|sending) (?:a|the) (?:text|link|SMS))\b/i,
      /\b(?:a|the) (?:text|link|text message) (?:is on its way|has been sent|was sent)\b/i,
    ],
    will: [
      /\bI(?:'ll| will|'m going to)\b[^.?!]{0,15}\b(?:text (?:you|it|that|the)|send you (?:a|the) (?:text|link|SMS))\b/i,
    ],
  },
};

const spanish: Phrases = {
  message: {
    done: [
      /\b(?:he|ya he) (?:tomado|anotado|apuntado|guardado|dejado|pasado)(?!\p{L})[^.?!]{0,30}\b(?:mensaje|recado|nota)(?!\p{L})/iu,
    ],
    will: [
      /\b(?:le|les) (?:pasaré|daré|diré|dejaré)(?!\p{L})/iu,
      /\b(?:le|te|lo|la) (?:llamarán|llamaremos|llamará)(?!\p{L})/iu,
    ],
  },
  transfer: { done: [/\b(?:le|te|lo|la) (?:paso|comunico|transfiero|conecto|estoy pasando)(?!\p{L})/iu], will: [] },
  booking: {
    done: [
      /\b(?:he|ya he) (?:reservado|programado|cancelado|cambiado)(?!\p{L})/iu,
      /\bsu cita (?:está|ha sido) (?:reservada|confirmada|cancelada)(?!\p{L})/iu,
    ],
    will: [/\b(?:reservaré|programaré)(?!\p{L})/iu],
  },
  text: {
    done: [/\ble he (?:enviado|mandado) (?:un|el) (?:mensaje de texto|sms|enlace)(?!\p{L})/iu],
    will: [/\ble (?:enviaré|mandaré) (?:un|el) (?:mensaje de texto|sms|enlace)(?!\p{L})/iu],
  },
};

const french: Phrases = {
  message: {
    done: [
      /\bj'ai (?:bien )?(?:noté|pris|transmis|laissé|enregistré)(?!\p{L})[^.?!]{0,30}\b(?:message|note|demande)(?!\p{L})/iu,
    ],
    will: [
      /\bje (?:vais )?(?:transmettrai|transmettre|leur dirai|ferai passer)(?!\p{L})/iu,
      /\bvous (?:rappellera|rappellerons|rappelleront)(?!\p{L})/iu,
    ],
  },
  transfer: { done: [/\bje vous (?:transfère|mets en (?:relation|communication)|passe)(?!\p{L})/iu], will: [] },
  booking: {
    done: [
      /\bj'ai (?:bien )?(?:réservé|fixé|annulé|déplacé)(?!\p{L})/iu,
      /\bvotre rendez-vous est (?:pris|réservé|confirmé|annulé|déplacé)(?!\p{L})/iu,
    ],
    will: [/\bje vais (?:réserver|fixer|annuler|déplacer)(?!\p{L})/iu],
  },
  text: {
    done: [/\bje vous ai envoyé (?:un|le) (?:sms|texto|lien)(?!\p{L})/iu],
    will: [/\bje vous (?:enverrai|envoie) (?:un|le) (?:sms|texto|lien)(?!\p{L})/iu],
  },
};

const german: Phrases = {
  message: {
    done: [/\bich habe\b[^.?!]{0,50}\b(?:notiert|aufgeschrieben|weitergegeben|aufgenommen|ausgerichtet)(?!\p{L})/iu],
    will: [
      /\bich (?:gebe|richte|leite)(?!\p{L})[^.?!]{0,40}\b(?:weiter|aus)(?!\p{L})/iu,
      /\bich werde\b[^.?!]{0,50}\b(?:weitergeben|ausrichten|weiterleiten)(?!\p{L})/iu,
      /\b(?:ruft|rufen|meldet|melden)(?!\p{L})[^.?!]{0,25}\b(?:zurück|bei Ihnen)(?!\p{L})/iu,
    ],
  },
  transfer: { done: [/\bich (?:verbinde|stelle) Sie\b/iu], will: [] },
  booking: {
    done: [
      /\bich habe\b[^.?!]{0,50}\b(?:gebucht|reserviert|eingetragen|storniert|verschoben)(?!\p{L})/iu,
      /\bIhr Termin (?:ist|wurde)(?!\p{L})[^.?!]{0,30}\b(?:gebucht|bestätigt|storniert|verschoben|eingetragen)(?!\p{L})/iu,
    ],
    will: [/\bich (?:buche|trage Sie|reserviere)(?!\p{L})/iu],
  },
  text: {
    done: [
      /\bich habe Ihnen (?:eine|die) (?:SMS|Nachricht|Textnachricht)(?!\p{L})[^.?!]{0,20}\b(?:geschickt|gesendet)(?!\p{L})/iu,
    ],
    will: [/\bich (?:schicke|sende) Ihnen (?:eine|die|den) (?:SMS|Textnachricht|Link)(?!\p{L})/iu],
  },
};

export const promisePhrases: readonly Phrases[] = [english, spanish, french, german];
