// What the desk says to visitors, in Spanish.
import type { VisitorWords } from './en.ts'

export const esVisitors: VisitorWords = {
  visitorLeft: 'En este momento no hay nadie. Su mensaje queda guardado con el número {number}; le responderemos aquí.',
  visitorLeftUntil:
    'En este momento está cerrado. Su mensaje queda guardado con el número {number}; tendrá una respuesta después de: {when} ({zone}).',
  visitorEmail: 'Si lo desea, escriba aquí también su correo electrónico.',
  visitorEmailKept: 'Gracias. Hemos anotado {email}.',
  visitorWaiting:
    'En este momento todos están ocupados. Es usted el número {position} de la fila; enseguida le atenderán.',
  visitorWaitingAbout:
    'En este momento todos están ocupados. Es usted el número {position} de la fila; faltan unos {minutes} min.',
  visitorMoved: 'Otra persona seguirá con usted en un momento.',
  visitorJoined: '{name} se ha unido.',
  visitorClosed:
    'Esta conversación ha terminado. Si necesita algo más, escríbanos de nuevo. ¿Qué tal ha ido? Un número del 1 (mal) al 5 (bien) es su valoración.',
  visitorRated: 'Gracias por su valoración.',
  visitorSolved: '¿Queda resuelto el problema? Si no es así, escriba «no resuelto».',
  visitorNotSolved: 'Gracias por decírnoslo. Volvemos a ocuparnos de ello y le responderemos aquí.',
  notSolvedWords: 'no resuelto|no está resuelto|sin resolver',
  tookBack: '({name} ha retirado un mensaje.)',

  queueOpen: 'Hay alguien disponible.',
  queueBusy: 'Todos están ocupados; hay una fila.',
  queueAway: 'No hay nadie; deje un mensaje.',

  queueUnknown: 'Aquí no hay ninguna fila «{name}».',
  visitorUnknown: 'No le reconocemos. Vuelva a cargar la página.',
  visitorBlocked: 'En este momento no puede escribirnos.',
  staffOnly: 'Solo nuestro personal puede hacer esto.',
  tooLong: 'El mensaje es demasiado largo: {length} caracteres; se permiten {limit}.',
  encrypted:
    'El mensaje está cifrado y no podemos leerlo. Desactive el cifrado (OMEMO, OpenPGP) para este contacto y envíelo de nuevo.',
  referenceUnknown: 'Aquí no existe el mensaje al que se refiere.',
  reactionsWrong: 'Las reacciones son emojis, como máximo {most}.',
  retractOther: 'Solo puede retirar lo que ha escrito usted.',
  correctionUnknown: 'No hay ningún mensaje suyo que se pueda corregir así.',
  ratedAlready: 'Esta conversación ya está valorada.',
  ratingWrong: '«{value}» no es una valoración: debe ser un número del 1 al 5.',
  ratingNothing: 'No hay nada que valorar.',
  nameWrong: '«{value}» es demasiado largo para un nombre.',
  emailWrong: '«{value}» no es un correo electrónico.',
  solvedWrong: '«{value}» no es una respuesta: debe ser yes o no.',
  solvedNothing: 'Aquí no hay ninguna respuesta a la que pueda referirse.',
  prechatMissing: 'Falta «{label}».',
  prechatLong: '«{label}» es demasiado largo.',
  prechatChoice: '«{value}» no es posible para «{label}»: {choices}.',

  formContact: 'Cómo contactarle',
  formName: 'Nombre',
  formEmail: 'Correo electrónico',
  formRating: '¿Qué tal ha ido?',
  formStars: 'Del 1 (mal) al 5 (bien)',
  formWords: 'En sus palabras',
  formSolved: '¿Queda resuelto el problema?',

  mailSubject: 'Respuesta de {title}',
  mailHello: 'Hola, {name}:',
  mailHelloAnybody: 'Hola:',
  mailIntro: 'En su ausencia, {title} le ha respondido:',
  mailOpen: 'Abrir la conversación',
  mailValid:
    'El enlace es solo para usted y funciona hasta el {until}: quien lo tenga puede leer la conversación y escribir en ella.',
  mailNoReply: 'Responda por medio del enlace; nadie lee las respuestas a este correo.',
  linkTitle: 'Este enlace no funciona',
  linkWrong: 'Este enlace no es nuestro o le falta una parte. Ábralo de nuevo desde el correo.',
  linkExpired:
    'Este enlace ha caducado. Abra en el mismo navegador la página desde la que escribió: su conversación sigue allí.',
}
