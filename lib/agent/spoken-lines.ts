/** Short lines of our own that are spoken by clips, when no model is there to speak or while it waits. */
export type SpokenLines = { apology: string; passingOn: string; fillers: readonly [string, string] };

const english: SpokenLines = {
  apology: "I'm sorry, something went wrong on our side. Please hold on for a moment.",
  passingOn: 'I have to pass you on now. One moment, please.',
  fillers: ['One moment, please.', 'Let me check that for you.'],
};

const lines: Record<string, SpokenLines> = {
  en: english,
  es: {
    apology: 'Lo siento, algo ha fallado por nuestra parte. Espere un momento, por favor.',
    passingOn: 'Ahora tengo que pasarle. Un momento, por favor.',
    fillers: ['Un momento, por favor.', 'Déjeme comprobarlo.'],
  },
  fr: {
    apology: 'Je suis désolé, un problème est survenu de notre côté. Veuillez patienter un instant.',
    passingOn: 'Je dois maintenant vous transférer. Un instant, s’il vous plaît.',
    fillers: ['Un instant, s’il vous plaît.', 'Je vérifie cela pour vous.'],
  },
  de: {
    apology: 'Entschuldigung, bei uns ist etwas schiefgegangen. Bitte bleiben Sie einen Moment dran.',
    passingOn: 'Ich muss Sie jetzt weitergeben. Einen Moment, bitte.',
    fillers: ['Einen Moment, bitte.', 'Ich sehe kurz für Sie nach.'],
  },
  it: {
    apology: 'Mi dispiace, qualcosa non ha funzionato da parte nostra. Resti in linea un momento.',
    passingOn: 'Ora devo passarla. Un momento, per favore.',
    fillers: ['Un momento, per favore.', 'Controllo subito per lei.'],
  },
  pt: {
    apology: 'Desculpe, algo falhou do nosso lado. Aguarde um momento, por favor.',
    passingOn: 'Agora tenho de passar a chamada. Um momento, por favor.',
    fillers: ['Um momento, por favor.', 'Vou verificar isso.'],
  },
  nl: {
    apology: 'Het spijt me, er ging bij ons iets mis. Blijft u even aan de lijn.',
    passingOn: 'Ik moet u nu doorverbinden. Een moment, alstublieft.',
    fillers: ['Een moment, alstublieft.', 'Ik kijk het even voor u na.'],
  },
};

/** In the language that is spoken first; an apology in English is better than none, a filler is not. */
export function spokenLines(languages: readonly string[]): {
  apology: string;
  passingOn: string;
  fillers: readonly string[];
} {
  const [first = 'en'] = languages;
  return lines[first.slice(0, 2)] ?? { ...english, fillers: [] };
}
