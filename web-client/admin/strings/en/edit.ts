// What is said while something is edited, in English.

export const edit = {
  quicker: 'Somebody else was quicker. What you typed is still here, and so is what is there now.',
  now: 'This was changed meanwhile. It is now:',
  takeTheirs: 'Drop mine, take this',
  saveMine: 'Save mine all the same',
  unit: 'unit',
}
