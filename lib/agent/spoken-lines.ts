/** Short lines of our own that are spoken by clips, when no model is there to speak or while it waits. */
export type SpokenLines = { apology: string; fillers: readonly [string, string] };

const english: SpokenLines = {
  apology: "I'm sorry, something went wrong on our side. Please hold on for a moment.",
  fillers: ['One moment, please.', 'Let me check that for you.'],
};

const lines: Record<string, SpokenLines> = {
  en: english,
  es: {
    apology: 'Lo siento, algo ha fallado por nuestra parte. Espere un momento, por favor.',
    fillers: ['Un momento, por favor.', 'Déjeme comprobarlo.'],
  },
  fr: {
    apology: 'Je suis désolé, un problème est survenu de notre côté. Veuillez patienter un instant.',
    fillers: ['Un instant, s’il vous plaît.', 'Je vérifie cela pour vous.'],
  },
  de: {
    apology: 'Entschuldigung, bei uns ist etwas schiefgegangen. Bitte bleiben Sie einen Moment dran.',
    fillers: ['Einen Moment, bitte.', 'Ich sehe kurz für Sie nach.'],
  },
  it: {
    apology: 'Mi dispiace, qualcosa non ha funzionato da parte nostra. Resti in linea un momento.',
    fillers: ['Un momento, per favore.', 'Controllo subito per lei.'],
  },
  pt: {
    apology: 'Desculpe, algo falhou do nosso lado. Aguarde um momento, por favor.',
    fillers: ['Um momento, por favor.', 'Vou verificar isso.'],
  },
  nl: {
    apology: 'Het spijt me, er ging bij ons iets mis. Blijft u even aan de lijn.',
    fillers: ['Een moment, alstublieft.', 'Ik kijk het even voor u na.'],
  },
};

/** In the language that is spoken first; an apology in English is better than none, a filler is not. */
export function spokenLines(languages: readonly string[]): { apology: string; fillers: readonly string[] } {
  const [first = 'en'] = languages;
  return lines[first.slice(0, 2)] ?? { apology: english.apology, fillers: [] };
}
