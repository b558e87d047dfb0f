import type { HolidayCountry } from '@/lib/contracts/hours';
import { type DayRule, fixed, fromEaster, last, nth, published, since, upTo } from './calendar-days';

/**
 * Which day stands in when a holiday falls on a weekend. `nearest`: Saturday's on Friday, Sunday's on Monday. `monday`:
 * the Monday after. `tuesday`: as `monday`, but a Sunday's on Tuesday, where the Monday is a holiday of its own.
 */
export type InLieu = 'nearest' | 'monday' | 'tuesday';

export type HolidayRule = {
  id: string;
  name: string;
  on: DayRule;
  inLieu?: InLieu;
  /** Where it is kept, if not in the whole country; such days are off until chosen. */
  where?: string;
};

// As the laws stood in November 2026. What a government proclaims for one year alone is an owner's one-off day.
export const holidayRules: Record<HolidayCountry, HolidayRule[]> = {
  US: [
    { id: 'new-year', name: "New Year's Day", on: fixed(1, 1), inLieu: 'nearest' },
    { id: 'mlk', name: 'Martin Luther King Jr. Day', on: nth(3, 'monday', 1) },
    { id: 'presidents', name: "Presidents' Day", on: nth(3, 'monday', 2) },
    { id: 'memorial', name: 'Memorial Day', on: last('monday', 5) },
    { id: 'juneteenth', name: 'Juneteenth', on: fixed(6, 19), inLieu: 'nearest' },
    { id: 'independence', name: 'Independence Day', on: fixed(7, 4), inLieu: 'nearest' },
    { id: 'labor', name: 'Labor Day', on: nth(1, 'monday', 9) },
    { id: 'columbus', name: 'Columbus Day', on: nth(2, 'monday', 10) },
    { id: 'veterans', name: 'Veterans Day', on: fixed(11, 11), inLieu: 'nearest' },
    { id: 'thanksgiving', name: 'Thanksgiving', on: nth(4, 'thursday', 11) },
    { id: 'christmas', name: 'Christmas Day', on: fixed(12, 25), inLieu: 'nearest' },
    { id: 'easter-sunday', name: 'Easter Sunday', on: fromEaster(0), where: 'by custom' },
    { id: 'black-friday', name: 'Day after Thanksgiving', on: dayAfterThanksgiving, where: 'by custom' },
    { id: 'christmas-eve', name: 'Christmas Eve', on: fixed(12, 24), where: 'by custom' },
    { id: 'new-years-eve', name: "New Year's Eve", on: fixed(12, 31), where: 'by custom' },
  ],
  GB: [
    { id: 'new-year', name: "New Year's Day", on: fixed(1, 1), inLieu: 'monday' },
    { id: 'good-friday', name: 'Good Friday', on: fromEaster(-2) },
    { id: 'easter-monday', name: 'Easter Monday', on: fromEaster(1) },
    { id: 'early-may', name: 'Early May bank holiday', on: nth(1, 'monday', 5) },
    { id: 'spring', name: 'Spring bank holiday', on: last('monday', 5) },
    { id: 'summer', name: 'Summer bank holiday', on: last('monday', 8) },
    { id: 'christmas', name: 'Christmas Day', on: fixed(12, 25), inLieu: 'tuesday' },
    { id: 'boxing-day', name: 'Boxing Day', on: fixed(12, 26), inLieu: 'tuesday' },
    { id: 'second-january', name: '2 January', on: fixed(1, 2), inLieu: 'tuesday', where: 'Scotland' },
    { id: 'st-patrick', name: "St Patrick's Day", on: fixed(3, 17), inLieu: 'monday', where: 'Northern Ireland' },
    { id: 'boyne', name: 'Battle of the Boyne', on: fixed(7, 12), inLieu: 'monday', where: 'Northern Ireland' },
    { id: 'summer-scotland', name: 'Summer bank holiday', on: nth(1, 'monday', 8), where: 'Scotland' },
    { id: 'st-andrew', name: "St Andrew's Day", on: fixed(11, 30), inLieu: 'monday', where: 'Scotland' },
  ],
  IE: [
    { id: 'new-year', name: "New Year's Day", on: fixed(1, 1) },
    { id: 'st-brigid', name: "St Brigid's Day", on: since(2023, stBrigid) },
    { id: 'st-patrick', name: "St Patrick's Day", on: fixed(3, 17) },
    { id: 'easter-monday', name: 'Easter Monday', on: fromEaster(1) },
    { id: 'may', name: 'May holiday', on: nth(1, 'monday', 5) },
    { id: 'june', name: 'June holiday', on: nth(1, 'monday', 6) },
    { id: 'august', name: 'August holiday', on: nth(1, 'monday', 8) },
    { id: 'october', name: 'October holiday', on: last('monday', 10) },
    { id: 'christmas', name: 'Christmas Day', on: fixed(12, 25) },
    { id: 'st-stephen', name: "St Stephen's Day", on: fixed(12, 26) },
    { id: 'good-friday', name: 'Good Friday', on: fromEaster(-2), where: 'banks and schools' },
  ],
  CA: [
    { id: 'new-year', name: "New Year's Day", on: fixed(1, 1), inLieu: 'monday' },
    { id: 'good-friday', name: 'Good Friday', on: fromEaster(-2) },
    { id: 'victoria', name: 'Victoria Day', on: upTo('monday', 5, 24) },
    { id: 'canada', name: 'Canada Day', on: fixed(7, 1), inLieu: 'monday' },
    { id: 'labour', name: 'Labour Day', on: nth(1, 'monday', 9) },
    { id: 'thanksgiving', name: 'Thanksgiving', on: nth(2, 'monday', 10) },
    { id: 'christmas', name: 'Christmas Day', on: fixed(12, 25), inLieu: 'tuesday' },
    { id: 'family', name: 'Family Day', on: nth(3, 'monday', 2), where: 'AB, BC, NB, ON, SK' },
    { id: 'easter-monday', name: 'Easter Monday', on: fromEaster(1), where: 'federal offices' },
    { id: 'st-jean', name: 'Saint-Jean-Baptiste Day', on: fixed(6, 24), where: 'Quebec' },
    { id: 'civic', name: 'Civic Holiday', on: nth(1, 'monday', 8), where: 'most provinces' },
    { id: 'truth', name: 'Truth and Reconciliation', on: since(2021, fixed(9, 30)), where: 'federal, BC, MB' },
    { id: 'remembrance', name: 'Remembrance Day', on: fixed(11, 11), where: 'not MB, NS, ON, QC' },
    { id: 'boxing-day', name: 'Boxing Day', on: fixed(12, 26), inLieu: 'tuesday', where: 'Ontario, federal' },
  ],
  AU: [
    { id: 'new-year', name: "New Year's Day", on: fixed(1, 1), inLieu: 'monday' },
    { id: 'australia', name: 'Australia Day', on: fixed(1, 26), inLieu: 'monday' },
    { id: 'good-friday', name: 'Good Friday', on: fromEaster(-2) },
    { id: 'easter-monday', name: 'Easter Monday', on: fromEaster(1) },
    { id: 'anzac', name: 'Anzac Day', on: fixed(4, 25) },
    { id: 'christmas', name: 'Christmas Day', on: fixed(12, 25), inLieu: 'tuesday' },
    { id: 'boxing-day', name: 'Boxing Day', on: fixed(12, 26), inLieu: 'tuesday' },
    { id: 'easter-saturday', name: 'Easter Saturday', on: fromEaster(-1), where: 'not TAS, WA' },
    { id: 'easter-sunday', name: 'Easter Sunday', on: fromEaster(0), where: 'not TAS' },
    { id: 'labour-march', name: 'Labour Day', on: nth(2, 'monday', 3), where: 'VIC, TAS' },
    { id: 'labour-wa', name: 'Labour Day', on: nth(1, 'monday', 3), where: 'WA' },
    { id: 'labour-may', name: 'Labour Day', on: nth(1, 'monday', 5), where: 'QLD, NT' },
    { id: 'kings-birthday', name: "King's Birthday", on: nth(2, 'monday', 6), where: 'not QLD, WA' },
    { id: 'labour-october', name: 'Labour Day', on: nth(1, 'monday', 10), where: 'ACT, NSW, SA' },
    { id: 'melbourne-cup', name: 'Melbourne Cup', on: nth(1, 'tuesday', 11), where: 'VIC' },
  ],
  DE: [
    { id: 'new-year', name: 'Neujahr', on: fixed(1, 1) },
    { id: 'good-friday', name: 'Karfreitag', on: fromEaster(-2) },
    { id: 'easter-monday', name: 'Ostermontag', on: fromEaster(1) },
    { id: 'labour', name: 'Tag der Arbeit', on: fixed(5, 1) },
    { id: 'ascension', name: 'Christi Himmelfahrt', on: fromEaster(39) },
    { id: 'whit-monday', name: 'Pfingstmontag', on: fromEaster(50) },
    { id: 'unity', name: 'Tag der Deutschen Einheit', on: fixed(10, 3) },
    { id: 'christmas', name: 'Erster Weihnachtstag', on: fixed(12, 25) },
    { id: 'second-christmas', name: 'Zweiter Weihnachtstag', on: fixed(12, 26) },
    { id: 'epiphany', name: 'Heilige Drei Könige', on: fixed(1, 6), where: 'BW, BY, ST' },
    { id: 'womens-day', name: 'Frauentag', on: fixed(3, 8), where: 'BE, MV' },
    { id: 'corpus-christi', name: 'Fronleichnam', on: fromEaster(60), where: 'BW, BY, HE, NW, RP, SL' },
    { id: 'assumption', name: 'Mariä Himmelfahrt', on: fixed(8, 15), where: 'SL, parts of BY' },
    { id: 'childrens-day', name: 'Weltkindertag', on: fixed(9, 20), where: 'TH' },
    { id: 'reformation', name: 'Reformationstag', on: fixed(10, 31), where: 'north and east' },
    { id: 'all-saints', name: 'Allerheiligen', on: fixed(11, 1), where: 'BW, BY, NW, RP, SL' },
    { id: 'repentance', name: 'Buß- und Bettag', on: upTo('wednesday', 11, 22), where: 'SN' },
  ],
  FR: [
    { id: 'new-year', name: "Jour de l'an", on: fixed(1, 1) },
    { id: 'easter-monday', name: 'Lundi de Pâques', on: fromEaster(1) },
    { id: 'labour', name: 'Fête du Travail', on: fixed(5, 1) },
    { id: 'victory', name: 'Victoire 1945', on: fixed(5, 8) },
    { id: 'ascension', name: 'Ascension', on: fromEaster(39) },
    { id: 'whit-monday', name: 'Lundi de Pentecôte', on: fromEaster(50) },
    { id: 'bastille', name: 'Fête nationale', on: fixed(7, 14) },
    { id: 'assumption', name: 'Assomption', on: fixed(8, 15) },
    { id: 'all-saints', name: 'Toussaint', on: fixed(11, 1) },
    { id: 'armistice', name: 'Armistice 1918', on: fixed(11, 11) },
    { id: 'christmas', name: 'Noël', on: fixed(12, 25) },
    { id: 'good-friday', name: 'Vendredi saint', on: fromEaster(-2), where: 'Alsace-Moselle' },
    { id: 'second-christmas', name: 'Saint-Étienne', on: fixed(12, 26), where: 'Alsace-Moselle' },
  ],
  ES: [
    { id: 'new-year', name: 'Año Nuevo', on: fixed(1, 1) },
    { id: 'epiphany', name: 'Epifanía del Señor', on: fixed(1, 6) },
    { id: 'good-friday', name: 'Viernes Santo', on: fromEaster(-2) },
    { id: 'labour', name: 'Fiesta del Trabajo', on: fixed(5, 1) },
    { id: 'assumption', name: 'Asunción de la Virgen', on: fixed(8, 15) },
    { id: 'national', name: 'Fiesta Nacional', on: fixed(10, 12) },
    { id: 'all-saints', name: 'Todos los Santos', on: fixed(11, 1) },
    { id: 'constitution', name: 'Día de la Constitución', on: fixed(12, 6) },
    { id: 'immaculate', name: 'Inmaculada Concepción', on: fixed(12, 8) },
    { id: 'christmas', name: 'Navidad', on: fixed(12, 25) },
    { id: 'holy-thursday', name: 'Jueves Santo', on: fromEaster(-3), where: 'most regions' },
    { id: 'easter-monday', name: 'Lunes de Pascua', on: fromEaster(1), where: 'some regions' },
    { id: 'second-christmas', name: 'San Esteban', on: fixed(12, 26), where: 'Catalonia' },
  ],
  NL: [
    { id: 'new-year', name: 'Nieuwjaarsdag', on: fixed(1, 1) },
    { id: 'easter-sunday', name: 'Eerste paasdag', on: fromEaster(0) },
    { id: 'easter-monday', name: 'Tweede paasdag', on: fromEaster(1) },
    { id: 'kings-day', name: 'Koningsdag', on: kingsDay },
    { id: 'ascension', name: 'Hemelvaartsdag', on: fromEaster(39) },
    { id: 'whit-sunday', name: 'Eerste pinksterdag', on: fromEaster(49) },
    { id: 'whit-monday', name: 'Tweede pinksterdag', on: fromEaster(50) },
    { id: 'christmas', name: 'Eerste kerstdag', on: fixed(12, 25) },
    { id: 'second-christmas', name: 'Tweede kerstdag', on: fixed(12, 26) },
    { id: 'good-friday', name: 'Goede vrijdag', on: fromEaster(-2), where: 'banks, some offices' },
    { id: 'liberation', name: 'Bevrijdingsdag', on: fixed(5, 5), where: 'often every fifth year' },
  ],
  IN: [
    { id: 'republic', name: 'Republic Day', on: fixed(1, 26) },
    { id: 'independence', name: 'Independence Day', on: fixed(8, 15) },
    { id: 'gandhi', name: 'Gandhi Jayanti', on: fixed(10, 2) },
    {
      id: 'holi',
      name: 'Holi',
      on: published({ 2026: '03-04', 2027: '03-22', 2028: '03-11', 2029: '03-01', 2030: '03-20' }),
      where: 'most states',
    },
    { id: 'good-friday', name: 'Good Friday', on: fromEaster(-2), where: 'most states' },
    { id: 'labour', name: 'May Day', on: fixed(5, 1), where: 'some states' },
    {
      id: 'dussehra',
      name: 'Dussehra',
      on: published({ 2026: '10-20', 2027: '10-09', 2028: '09-27', 2029: '10-16', 2030: '10-06' }),
      where: 'most states',
    },
    {
      id: 'diwali',
      name: 'Diwali',
      on: published({ 2026: '11-08', 2027: '10-29', 2028: '10-17', 2029: '11-05', 2030: '10-26' }),
      where: 'most states',
    },
    { id: 'christmas', name: 'Christmas', on: fixed(12, 25), where: 'most states' },
  ],
};

function dayAfterThanksgiving(year: number): string | null {
  const thursday = nth(4, 'thursday', 11)(year);
  return thursday && `${thursday.slice(0, 8)}${Number(thursday.slice(8)) + 1}`;
}

/** 1 February when that is a Friday, otherwise the first Monday of the month. */
function stBrigid(year: number): string | null {
  const first = fixed(2, 1)(year);
  return upTo('friday', 2, 1)(year) === first ? first : nth(1, 'monday', 2)(year);
}

/** 27 April, but never on a Sunday. */
function kingsDay(year: number): string | null {
  return upTo('sunday', 4, 27)(year) === fixed(4, 27)(year) ? fixed(4, 26)(year) : fixed(4, 27)(year);
}
