"""What demos and the playground say."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    # demo
    "usage": ("Usage: ", "用法："),
    "option_value": ("[OPTION VALUE]...", "[选项 值]..."),
    "numbers": (
        "{count} numbers from {one}, joined by commas",
        "{count} 个数，各为 {one}，以逗号相连",
    ),
    "refused": ("{option} does not take “{value}”.", "{option} 不接受“{value}”。"),
    "takes": ("It takes {values}.", "可取：{values}。"),
    "unknown_option": ("This demo has no option {option}.", "这个演示没有选项 {option}。"),
    "has_options": ("It has {options}.", "它有：{options}。"),
    "near_option": (" Did you mean {option}?", "你是指 {option} 吗？"),
    "no_demo": ("{name} has no demo.", "“{name}”没有演示。"),
    "one_sweep": (
        "One option at a time can have several values, up to {most}.",
        "一次只能有一个选项取多个值，最多 {most} 个。",
    ),
    "play_where": (
        "--play needs a terminal for its keys and pictures.",
        "--play 需要终端来显示图形和读取按键。",
    ),
    "play_else": ("learn demo {slug}  shows the same once.", "learn demo {slug}  只显示一次。"),
    "look": ("Look", "看点"),
    "reproduce": ("Run this again", "重现"),
    "options": ("Options", "选项"),
    "default": ("default", "默认"),
    "which_demo": ("Which demo?", "哪个演示？"),
    "which_demo_hint": (
        "learn demo temperature  (learn list has them all)",
        "learn demo temperature（learn list 列出全部）",
    ),
    "loading": ("loading torch …", "正在加载 torch …"),
    "running": ("running the demo …", "正在运行演示 …"),
    "stale": ("computing; the picture is of the last values …", "正在计算；图为上一次的取值 …"),
    "turn": ("turn", "调节"),
    "reset": ("reset", "重置"),
    "code": ("code", "代码"),
    "overrun": (
        "The demo took longer than {seconds} s and was stopped.",
        "演示超过 {seconds} 秒，已停止。",
    ),
    "your_guess": ("your guess (Enter to skip)", "你的猜测（回车跳过）"),
    "guess_right": ("✓ You said {guess}; it is {value}.", "✓ 你猜 {guess}，结果是 {value}。"),
    "guess_wrong": ("✗ You said {guess}; it is {value}.", "✗ 你猜 {guess}，结果是 {value}。"),
    "point": ("{y} at {x}", "{x} 处 {y}"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
}
