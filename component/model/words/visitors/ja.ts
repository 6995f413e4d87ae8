// What the desk says to visitors, in Japanese.
import type { VisitorWords } from './en.ts'

export const jaVisitors: VisitorWords = {
  visitorLeft: 'ただいま担当者が不在です。メッセージを番号 {number} でお預かりしました。こちらで返信いたします。',
  visitorLeftUntil:
    'ただいま営業時間外です。メッセージを番号 {number} でお預かりしました。{when}（{zone}）以降に返信いたします。',
  visitorEmail: 'よろしければ、メールアドレスもこちらにご記入ください。',
  visitorEmailKept: 'ありがとうございます。{email} を承りました。',
  visitorWaiting: 'ただいま担当者が対応中です。順番は {position} 番目です。まもなくご案内いたします。',
  visitorWaitingAbout: 'ただいま担当者が対応中です。順番は {position} 番目で、約 {minutes} 分かかります。',
  visitorMoved: 'まもなく別の担当者が引き継ぎます。',
  visitorJoined: '{name} が参加しました。',
  visitorClosed:
    'この会話は終了しました。ほかにご用がありましたら、またこちらにお書きください。対応はいかがでしたか。1（悪い）から 5（良い）の数字で評価していただけます。',
  visitorRated: '評価をいただき、ありがとうございます。',
  visitorSolved: '問題は解決しましたか。解決していない場合は「未解決」とお書きください。',
  visitorNotSolved: 'お知らせいただきありがとうございます。改めて対応し、こちらで返信いたします。',
  notSolvedWords: '未解決|解決していない|解決していません|解決しません',
  tookBack: '（{name} がメッセージを取り消しました。）',

  queueOpen: '担当者がおります。',
  queueBusy: '担当者は全員対応中です。順番にご案内します。',
  queueAway: '担当者が不在です。メッセージをお残しください。',

  queueUnknown: '「{name}」という窓口はありません。',
  visitorUnknown: 'お客様を確認できません。ページを開き直してください。',
  visitorBlocked: '現在、こちらへの書き込みはできません。',
  staffOnly: 'この操作は担当者のみ可能です。',
  tooLong: 'メッセージが長すぎます（{length} 文字）。{limit} 文字まで送れます。',
  encrypted:
    'このメッセージは暗号化されているため読めません。この連絡先の暗号化（OMEMO、OpenPGP）をオフにして、もう一度お送りください。',
  referenceUnknown: '対象のメッセージがここにはありません。',
  reactionsWrong: 'リアクションは絵文字のみ、{most} 個までです。',
  retractOther: '取り消せるのはご自身が書いたものだけです。',
  correctionUnknown: '訂正できるメッセージがありません。',
  ratedAlready: 'この会話はすでに評価されています。',
  ratingWrong: '「{value}」は評価になりません。1 から 5 の数字でお願いします。',
  ratingNothing: '評価する会話がありません。',
  nameWrong: '「{value}」はお名前としては長すぎます。',
  emailWrong: '「{value}」はメールアドレスではありません。',
  solvedWrong: '「{value}」は回答になりません。yes か no でお願いします。',
  solvedNothing: '対象となる回答がここにはありません。',
  prechatMissing: '「{label}」をご記入ください。',
  prechatLong: '「{label}」が長すぎます。',
  prechatChoice: '「{label}」に「{value}」は選べません：{choices}',

  formContact: 'ご連絡先',
  formName: 'お名前',
  formEmail: 'メールアドレス',
  formRating: '対応はいかがでしたか',
  formStars: '1（悪い）から 5（良い）',
  formWords: 'ご感想',
  formSolved: '問題は解決しましたか',

  mailSubject: '{title} からの返信',
  mailHello: '{name} 様',
  mailHelloAnybody: 'お客様',
  mailIntro: 'ご不在の間に {title} から返信がありました。',
  mailOpen: '会話を開く',
  mailValid:
    'このリンクはご本人専用で、{until} まで有効です。リンクを知っている人は、会話を読み、書き込むことができます。',
  mailNoReply: 'お返事はリンクからお願いします。このメールに返信されても読まれません。',
  linkTitle: 'このリンクは使えません',
  linkWrong: 'このリンクは当方のものではないか、一部が欠けています。メールからもう一度開いてください。',
  linkExpired:
    'このリンクの有効期限が切れています。同じブラウザで、お書きになったページを開くと、会話はそこに残っています。',
}
