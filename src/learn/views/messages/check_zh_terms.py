"""What `learn check` finds in terms that don't agree, in Chinese, by the English."""

from __future__ import annotations

# Names, links and questions.
TERMS = {
    "gives the name away: %1": "泄露了名称：%1",
    "a term can't point at itself": "词条不能指向自己",
    "%1 is no term of the glossary; did you mean %2?": "词汇表中没有词条 %1；你是指 %2 吗？",
    "%1 is no term of the glossary": "词汇表中没有词条 %1",
    "needs itself by way of others: %1": "绕了一圈又要先学自己：%1",
    "%1 is a term by now: write `term: %2`": "%1 已是词条：请写 `term: %2`",
    "%1 is a name of %2 too (%3); if it means both, drop it from one": (
        "%1 也是 %2 的名称（%3）；若两者都指，请从其中一个删去"
    ),
    "%1 is a name of %2 too (%3)": "%1 也是 %2 的名称（%3）",
    "%1 looks like %2, a name of %3 (%4): %5": "%1 看起来像 %2，即 %3 的名称（%4）：%5",
    "%1 is %2 here and %3 in %4": "%1 在这里译作 %2，在 %4 中译作 %3",
    "is another question's id": "与另一题的 id 相同",
    "has no `why`: a wrong answer is explained by it": "没有 `why`：答错时要用它解释",
    "has no `worked`, the solution with its numbers": "没有 `worked`，即代入数字的解答",
    "holds its own answer": "题目中含有答案",
    "is an option already: a lure is wrong": "与已有的选项相同：干扰项应是错的",
    "the right option is the longest in %1 of %2 questions (%3): shorten this one, or lengthen a"
    " lure": "%2 题中有 %1 题的正确选项最长（%3）：请缩短这一个，或加长某个干扰项",
    "gives only %1 different questions: draw from more": "只能抽出 %1 个不同的题目：请增加取值",
    "gives its answer away: %1": "泄露了答案：%1",
    "no function %1; there is %2": "没有函数 %1；现有 %2",
    "the demo has no value %1": "演示没有值 %1",
    "the code of %1 has %2 lines of up to %3 columns; %4 and %5 can be read": (
        "%1 的代码有 %2 行，最宽 %3 列；最多能读 %4 行、%5 列"
    ),
    "the code of %1 uses %2, which it doesn't show": "%1 的代码用到了没有显示的 %2",
    "what %1 computes depends on chance: no reader can tell": "%1 的结果取决于随机数：读者无法判断",
    "prints no whole number, bool or text, nor a list of them: nobody can tell by head": (
        "输出的不是整数、布尔值或文本，也不是它们的列表：无法心算"
    ),
}

# Demos.
DEMOS = {
    "a drawn question needs a `demo`": "计算题需要 `demo`",
    "--%1 is an option of learn demo itself: rename it": "--%1 是 learn demo 自己的选项：请改名",
    "the demo has no such parameter": "演示没有这个参数",
    "%1 is not explained": "%1 没有说明",
    "%1 stands in a figure and has no words": "%1 出现在图中，却没有对应的文字",
    "%1 is no value of the demo that is true or false": "%1 不是演示的是非值",
    "fails with %1: %2": "在 %1 下运行失败：%2",
    "is drawn, but `ask` doesn't say it": "会抽取，但 `ask` 中没有提到",
    "has the same answer, %1, whatever is drawn": "无论抽到什么，答案都是 %1",
    "looks as the picture at %1 does": "与 %1 时的图看起来一样",
    "No figure tells the settings apart without naming them.": (
        "没有一幅图能在不写明取值的情况下区分各种设置。"
    ),
    "the demo %1 has no `claim` with a `CONTROL`": "演示 %1 没有带 `CONTROL` 的 `claim`",
    "the control sets %1, which is no parameter of the demo": "对照设置了 %1，但演示没有这个参数",
    "the claim can't be tried: %1": "无法检验论断：%1",
    "the claim fails with %1 of %2 seeds; the smallest margin is %3": (
        "论断在 %2 个种子中有 %1 个不成立；最小余量为 %3"
    ),
    "the claim holds in spite of the control with %1 of %2 seeds; the largest margin is %3": (
        "尽管有对照，论断在 %2 个种子中仍有 %1 个成立；最大余量为 %3"
    ),
    "There is no demo called %1.": "没有名为 %1 的演示。",
    "The demo %1 failed: %2": "演示 %1 运行失败：%2",
    "The demo %1 returned no values by name.": "演示 %1 没有返回带名称的值。",
    "The demo %1 of %2 does not load: %3": "无法加载 %2 的演示 %1：%3",
    "The demo took longer than %1 and was stopped.": "演示超过 %1，已停止。",
    "The demo's process did not start.": "演示的进程没有启动。",
    "The demo's process ended.": "演示的进程已结束。",
    "The demo's process ended. Try: %1": "演示的进程已结束。请试：%1",
    "%1 does not take %2. It takes %3.": "%1 不接受 %2。可取：%3。",
    "%1 does not take %2.": "%1 不接受 %2。",
    "This demo has no option %1. It has %2. Did you mean %3?": (
        "这个演示没有选项 %1。它有：%2。你是指 %3 吗？"
    ),
    "This demo has no option %1. It has %2.": "这个演示没有选项 %1。它有：%2。",
    "This demo has no option %1. It has none.": "这个演示没有选项 %1，它没有选项。",
    "This demo has no option %1.": "这个演示没有选项 %1。",
    "{%1} is no value here; there are %2 with %3": "这里没有值 {%1}；现有 %2（%3）",
    "{%1} is no value here; there are %2": "这里没有值 {%1}；现有 %2",
    "{%1} is not a plain name of a value": "{%1} 不是值的名称",
    "%1 is not a format such as .2f": "%1 不是格式，格式如 .2f",
    "%1 can't be written: %2": "无法写出 %1：%2",
    "%1; a brace that is meant is written twice": "%1；要写花括号，请写两遍",
}
