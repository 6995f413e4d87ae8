// What the button says before the chat is there: “open” and “could not be loaded”, in all languages.

import type { Language } from '../options.ts'

export const launcherWords: Readonly<Record<Language, readonly [open: string, failed: string]>> = {
  en: ['Open chat', 'The chat could not be loaded. Try again.'],
  'zh-CN': ['打开聊天', '聊天加载失败，请重试。'],
  de: ['Chat öffnen', 'Der Chat konnte nicht geladen werden. Bitte noch einmal versuchen.'],
  fr: ['Ouvrir le chat', 'Le chat n’a pas pu être chargé. Réessayez.'],
  es: ['Abrir el chat', 'No se pudo cargar el chat. Inténtelo de nuevo.'],
  pt: ['Abrir o chat', 'Não foi possível carregar o chat. Tente novamente.'],
  ru: ['Открыть чат', 'Не удалось загрузить чат. Попробуйте ещё раз.'],
  ja: ['チャットを開く', 'チャットを読み込めませんでした。もう一度お試しください。'],
  ar: ['فتح المحادثة', 'تعذّر تحميل المحادثة. حاول مرة أخرى.'],
}
