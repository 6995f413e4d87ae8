// What the desk says to visitors, in Portuguese.
import type { VisitorWords } from './en.ts'

export const ptVisitors: VisitorWords = {
  visitorLeft:
    'No momento não há ninguém. A sua mensagem está guardada com o número {number}; a resposta aparecerá aqui.',
  visitorLeftUntil:
    'No momento estamos fechados. A sua mensagem está guardada com o número {number}; a resposta virá depois de: {when} ({zone}).',
  visitorEmail: 'Se quiser, escreva aqui também o seu e-mail.',
  visitorEmailKept: 'Obrigado. Anotámos {email}.',
  visitorWaiting: 'No momento todos estão ocupados. É o número {position} da fila; alguém já o atenderá.',
  visitorWaitingAbout: 'No momento todos estão ocupados. É o número {position} da fila; faltam cerca de {minutes} min.',
  visitorMoved: 'Outra pessoa continuará consigo dentro de momentos.',
  visitorJoined: '{name} entrou na conversa.',
  visitorClosed:
    'Esta conversa terminou. Se precisar de mais alguma coisa, basta escrever de novo. Como correu? Um número de 1 (mau) a 5 (bom) é a sua avaliação.',
  visitorRated: 'Obrigado pela sua avaliação.',
  visitorSolved: 'O problema ficou resolvido? Se não, escreva “não resolvido”.',
  visitorNotSolved: 'Obrigado por nos dizer. Vamos tratar disso novamente e a resposta aparecerá aqui.',
  notSolvedWords: 'não resolvido|não está resolvido|por resolver',
  tookBack: '({name} retirou uma mensagem.)',

  queueOpen: 'Há alguém disponível.',
  queueBusy: 'Todos estão ocupados; há uma fila.',
  queueAway: 'Não há ninguém; deixe uma mensagem.',

  queueUnknown: 'Não há nenhuma fila “{name}” aqui.',
  visitorUnknown: 'Não o reconhecemos. Volte a carregar a página.',
  visitorBlocked: 'No momento não pode escrever-nos.',
  staffOnly: 'Só a nossa equipa pode fazer isto.',
  tooLong: 'Esta mensagem é demasiado longa: {length} caracteres; são possíveis {limit}.',
  encrypted:
    'Esta mensagem está cifrada e não a podemos ler. Desligue a cifra (OMEMO, OpenPGP) para este contacto e envie-a de novo.',
  referenceUnknown: 'Não existe aqui a mensagem a que isto se refere.',
  reactionsWrong: 'As reações são emojis, no máximo {most}.',
  retractOther: 'Só pode retirar o que escreveu.',
  correctionUnknown: 'Não há nenhuma mensagem sua que se possa corrigir assim.',
  ratedAlready: 'Esta conversa já está avaliada.',
  ratingWrong: '“{value}” não é uma avaliação: deve ser um número de 1 a 5.',
  ratingNothing: 'Não há nada para avaliar.',
  nameWrong: '“{value}” é demasiado longo para um nome.',
  emailWrong: '“{value}” não é um endereço de e-mail.',
  solvedWrong: '“{value}” não é uma resposta: deve ser yes ou no.',
  solvedNothing: 'Não há aqui nenhuma resposta a que isto se possa referir.',
  prechatMissing: 'Falta “{label}”.',
  prechatLong: '“{label}” é demasiado longo.',
  prechatChoice: '“{value}” não é possível para “{label}”: {choices}.',

  formContact: 'Como contactá-lo',
  formName: 'Nome',
  formEmail: 'E-mail',
  formRating: 'Como correu?',
  formStars: 'De 1 (mau) a 5 (bom)',
  formWords: 'Em palavras',
  formSolved: 'O problema ficou resolvido?',

  mailSubject: 'Resposta de {title}',
  mailHello: 'Olá, {name}:',
  mailHelloAnybody: 'Olá:',
  mailIntro: 'Na sua ausência, {title} respondeu-lhe:',
  mailOpen: 'Abrir a conversa',
  mailValid: 'A ligação é só para si e funciona até {until}: quem a tiver pode ler a conversa e escrever nela.',
  mailNoReply: 'Responda pela ligação; as respostas a este e-mail não são lidas.',
  linkTitle: 'Esta ligação não funciona',
  linkWrong: 'Esta ligação não é nossa ou falta-lhe uma parte. Abra-a de novo a partir do e-mail.',
  linkExpired: 'Esta ligação expirou. Abra no mesmo navegador a página de onde escreveu: a sua conversa continua lá.',
}
