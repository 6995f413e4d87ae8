// Words that say nothing of what a question is about. In Chinese only such as are hardly ever part of another word.

const english = new Set(
  (
    'a about after all also am an and any are arent as at be been but by can cant could couldnt did didnt do does doesnt ' +
    'dont for from get got had has hasnt have havent he hello help her hi him his how i id if ill im in into is isnt it ' +
    'its ive just let me my no not now of on or our out please she so some than thank thanks that the their them then ' +
    'there theres these they this those to too up us want wants was wasnt we were what when where which who why will ' +
    'with wont would wouldnt yes you your'
  ).split(' '),
)
const chinese =
  /我们|你们|他们|请问|您好|你好|谢谢|怎么样|怎么|怎样|什么|为何|为什么|如何|可以|一下|已经|还是|但是|如果|因为|所以|这个|那个|帮忙|我|你|您|他|她|的|了|吗|呢|吧|啊|是/g

/** Of a word in lower case and without its apostrophe. */
export const isLittle = (word: string): boolean => english.has(word)

/** A run of Chinese without its little words, in the parts they leave. */
export const betweenLittle = (run: string): string[] => run.split(chinese).filter((part) => part !== '')
