// What the desk says to visitors, in German.
import type { VisitorWords } from './en.ts'

export const deVisitors: VisitorWords = {
  visitorLeft:
    'Im Moment ist niemand da. Ihre Nachricht ist unter der Nummer {number} gespeichert; die Antwort finden Sie hier.',
  visitorLeftUntil:
    'Im Moment ist geschlossen. Ihre Nachricht ist unter der Nummer {number} gespeichert; eine Antwort kommt nach: {when} ({zone}).',
  visitorEmail: 'Wenn Sie möchten, schreiben Sie hier auch Ihre E-Mail-Adresse.',
  visitorEmailKept: 'Vielen Dank. {email} ist notiert.',
  visitorWaiting:
    'Im Moment sind alle im Gespräch. Sie sind Nummer {position} in der Reihe; gleich ist jemand für Sie da.',
  visitorWaitingAbout:
    'Im Moment sind alle im Gespräch. Sie sind Nummer {position} in der Reihe; es dauert etwa {minutes} Min.',
  visitorMoved: 'Gleich macht jemand anderes mit Ihnen weiter.',
  visitorJoined: '{name} ist jetzt dabei.',
  visitorClosed:
    'Dieses Gespräch ist beendet. Wenn noch etwas ist, schreiben Sie einfach wieder. Wie war es? Mit einer Zahl von 1 (schlecht) bis 5 (gut) bewerten Sie es.',
  visitorRated: 'Vielen Dank für Ihre Bewertung.',
  visitorSolved: 'Ist das Problem damit gelöst? Wenn nicht, schreiben Sie „nicht gelöst“.',
  visitorNotSolved: 'Danke für den Hinweis. Wir kümmern uns noch einmal darum; die Antwort finden Sie hier.',
  notSolvedWords: 'nicht gelöst|nicht geloest|ungelöst',
  tookBack: '({name} hat eine Nachricht zurückgenommen.)',

  queueOpen: 'Es ist jemand da.',
  queueBusy: 'Alle sind im Gespräch; es gibt eine Warteschlange.',
  queueAway: 'Es ist niemand da; hinterlassen Sie eine Nachricht.',

  queueUnknown: 'Eine Warteschlange „{name}“ gibt es hier nicht.',
  visitorUnknown: 'Wir kennen Sie hier nicht. Bitte laden Sie die Seite neu.',
  visitorBlocked: 'Sie können uns im Moment nicht schreiben.',
  staffOnly: 'Das können nur unsere Mitarbeiter.',
  tooLong: 'Diese Nachricht ist zu lang: {length} Zeichen; {limit} sind möglich.',
  encrypted:
    'Diese Nachricht ist verschlüsselt, und wir können sie nicht lesen. Bitte schalten Sie die Verschlüsselung (OMEMO, OpenPGP) für diesen Kontakt aus und senden Sie sie noch einmal.',
  referenceUnknown: 'Die Nachricht, auf die sich das bezieht, gibt es hier nicht.',
  reactionsWrong: 'Reaktionen sind Emojis, höchstens {most}.',
  retractOther: 'Sie können nur zurücknehmen, was Sie selbst geschrieben haben.',
  correctionUnknown: 'Von Ihnen gibt es keine Nachricht, die sich so berichtigen ließe.',
  ratedAlready: 'Dieses Gespräch ist schon bewertet.',
  ratingWrong: '„{value}“ ist keine Bewertung: möglich ist eine Zahl von 1 bis 5.',
  ratingNothing: 'Es gibt nichts zu bewerten.',
  nameWrong: '„{value}“ ist zu lang für einen Namen.',
  emailWrong: '„{value}“ ist keine E-Mail-Adresse.',
  solvedWrong: '„{value}“ ist keine Antwort: möglich sind yes und no.',
  solvedNothing: 'Hier gibt es keine Antwort, auf die sich das beziehen könnte.',
  prechatMissing: '„{label}“ fehlt.',
  prechatLong: '„{label}“ ist zu lang.',
  prechatChoice: '„{value}“ ist für „{label}“ nicht möglich: {choices}.',

  formContact: 'Wie wir Sie erreichen',
  formName: 'Name',
  formEmail: 'E-Mail-Adresse',
  formRating: 'Wie war es?',
  formStars: '1 (schlecht) bis 5 (gut)',
  formWords: 'In Worten',
  formSolved: 'Ist das Problem damit gelöst?',

  mailSubject: 'Antwort von {title}',
  mailHello: 'Guten Tag {name},',
  mailHelloAnybody: 'Guten Tag,',
  mailIntro: 'während Sie fort waren, hat {title} Ihnen geantwortet:',
  mailOpen: 'Gespräch öffnen',
  mailValid: 'Der Link ist nur für Sie und gilt bis {until}: Wer ihn hat, kann das Gespräch lesen und darin schreiben.',
  mailNoReply: 'Bitte antworten Sie über den Link; Antworten auf diese E-Mail liest niemand.',
  linkTitle: 'Dieser Link funktioniert nicht',
  linkWrong: 'Dieser Link ist nicht von uns, oder es fehlt ein Teil. Bitte öffnen Sie ihn noch einmal aus der E-Mail.',
  linkExpired:
    'Dieser Link ist abgelaufen. Öffnen Sie im selben Browser die Seite, auf der Sie geschrieben haben: Ihr Gespräch ist dort noch da.',
}
