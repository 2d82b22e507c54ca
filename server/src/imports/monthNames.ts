/** Month names and their short forms as apps print them, in English, German, French, Spanish, Italian and Portuguese; without dots and accents. */
const names: readonly string[] = [
  "jan january januar janner janv janvier ene enero gen gennaio janeiro",
  "feb february februar fev fevr fevrier febrero febbraio fevereiro",
  "mar march mrz marz maerz mars marzo marco",
  "apr april avr avril abr abril aprile",
  "may mai mayo mag maggio maio",
  "jun june juni juin junio giu giugno junho",
  "jul july juli juil juillet julio lug luglio julho",
  "aug august aout ago agosto",
  "sep sept september septembre septiembre set settembre setembro",
  "oct october okt oktober octobre octubre ott ottobre out outubro",
  "nov november novembre noviembre novembro",
  "dec december dez dezember decembre dic diciembre dicembre dezembro",
]
const monthsByName: ReadonlyMap<string, number> = new Map(
  names.flatMap((line, index) => line.split(" ").map((name): [string, number] => [name, index + 1])),
)

/** `Sept.`, `März`, `août` → 9, 3, 8; undefined for what is no month. */
export function monthNamed(text: string): number | undefined {
  const plain = text
    .normalize("NFD")
    .replaceAll(/\p{M}|\./gu, "")
    .toLowerCase()
  return monthsByName.get(plain)
}
