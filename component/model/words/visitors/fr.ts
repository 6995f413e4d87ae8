// What the desk says to visitors, in French.
import type { VisitorWords } from './en.ts'

export const frVisitors: VisitorWords = {
  visitorLeft:
    'Personne n’est là pour le moment. Votre message est enregistré sous le numéro {number} ; nous vous répondrons ici.',
  visitorLeftUntil:
    'Nous sommes fermés pour le moment. Votre message est enregistré sous le numéro {number} ; vous aurez une réponse après : {when} ({zone}).',
  visitorEmail: 'Si vous le souhaitez, indiquez aussi votre adresse e-mail ici.',
  visitorEmailKept: 'Merci. Nous avons noté {email}.',
  visitorWaiting:
    'Tout le monde est occupé pour le moment. Vous êtes numéro {position} dans la file ; quelqu’un va s’occuper de vous.',
  visitorWaitingAbout:
    'Tout le monde est occupé pour le moment. Vous êtes numéro {position} dans la file ; il faut compter environ {minutes} min.',
  visitorMoved: 'Quelqu’un d’autre va prendre la suite dans un instant.',
  visitorJoined: '{name} a rejoint la conversation.',
  visitorClosed:
    'Cette conversation est terminée. S’il vous faut autre chose, écrivez-nous simplement. Comment était-ce ? Un chiffre de 1 (mauvais) à 5 (bon) est votre note.',
  visitorRated: 'Merci pour votre note.',
  visitorSolved: 'Le problème est-il résolu ? Sinon, écrivez « pas résolu ».',
  visitorNotSolved: 'Merci de nous l’avoir dit. Nous reprenons la question et vous répondrons ici.',
  notSolvedWords: 'pas résolu|non résolu|ce n’est pas résolu',
  tookBack: '({name} a retiré un message.)',

  queueOpen: 'Quelqu’un est là.',
  queueBusy: 'Tout le monde est occupé ; il y a une file d’attente.',
  queueAway: 'Personne n’est là ; laissez un message.',

  queueUnknown: 'Il n’y a pas de file « {name} » ici.',
  visitorUnknown: 'Nous ne vous reconnaissons pas. Veuillez recharger la page.',
  visitorBlocked: 'Vous ne pouvez pas nous écrire pour le moment.',
  staffOnly: 'Seuls nos collaborateurs peuvent faire cela.',
  tooLong: 'Ce message est trop long : {length} caractères ; {limit} au maximum.',
  encrypted:
    'Ce message est chiffré et nous ne pouvons pas le lire. Désactivez le chiffrement (OMEMO, OpenPGP) pour ce contact et envoyez-le de nouveau.',
  referenceUnknown: 'Le message dont il s’agit n’existe pas ici.',
  reactionsWrong: 'Les réactions sont des émojis, {most} au maximum.',
  retractOther: 'Vous ne pouvez retirer que ce que vous avez écrit vous-même.',
  correctionUnknown: 'Il n’y a aucun message de vous à corriger ainsi.',
  ratedAlready: 'Cette conversation a déjà une note.',
  ratingWrong: '« {value} » n’est pas une note : il faut un chiffre de 1 à 5.',
  ratingNothing: 'Il n’y a rien à noter.',
  nameWrong: '« {value} » est trop long pour un nom.',
  emailWrong: '« {value} » n’est pas une adresse e-mail.',
  solvedWrong: '« {value} » n’est pas une réponse : il faut yes ou no.',
  solvedNothing: 'Il n’y a ici aucune réponse dont il pourrait s’agir.',
  prechatMissing: 'Veuillez remplir « {label} ».',
  prechatLong: '« {label} » est trop long.',
  prechatChoice: '« {value} » n’est pas possible pour « {label} » : {choices}.',

  formContact: 'Comment vous joindre',
  formName: 'Nom',
  formEmail: 'Adresse e-mail',
  formRating: 'Comment était-ce ?',
  formStars: '1 (mauvais) à 5 (bon)',
  formWords: 'En quelques mots',
  formSolved: 'Le problème est-il résolu ?',

  mailSubject: 'Réponse de {title}',
  mailHello: 'Bonjour {name},',
  mailHelloAnybody: 'Bonjour,',
  mailIntro: 'pendant votre absence, {title} vous a répondu :',
  mailOpen: 'Ouvrir la conversation',
  mailValid:
    'Ce lien est pour vous seul et fonctionne jusqu’au {until} : quiconque le possède peut lire la conversation et y écrire.',
  mailNoReply: 'Veuillez répondre par le lien ; les réponses à cet e-mail ne sont pas lues.',
  linkTitle: 'Ce lien ne fonctionne pas',
  linkWrong: 'Ce lien n’est pas de nous, ou il en manque une partie. Ouvrez-le de nouveau depuis l’e-mail.',
  linkExpired:
    'Ce lien a expiré. Ouvrez dans le même navigateur la page d’où vous avez écrit : votre conversation y est toujours.',
}
