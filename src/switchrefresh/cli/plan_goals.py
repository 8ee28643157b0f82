"""What each goal costs in a plan, and what one more evening, crew day or Saturday would buy, on the screen."""

from __future__ import annotations

from typing import Any

from switchrefresh.cli.screen import Screen


def show_goals(goals: dict[str, Any], screen: Screen) -> None:
    """Goals in the order that counts, then the offers."""
    screen.say()
    screen.say(f"goals, most important first (preset {goals['prefer']}; fewer points are better)", "bold")
    terms = [t for t in goals["terms"] if t["amount"] or t["name"] in {"place every switch", "few visits"}]
    rows = [(t["name"], f"{t['amount']:,} {t['unit']}", f"x {t['weight']:,}", f"{t['points']:,}") for t in terms]
    screen.table(("goal", "here", "points each", "points"), rows)
    screen.say(f"in all {sum(t['points'] for t in goals['terms']):,} points")
    screen.say()
    screen.say("one more of something would buy", "bold")
    for offer in goals["offers"]:
        if offer["buys"]:
            screen.say(f"  {offer['words']}: {', '.join(offer['buys'])}", "good")
        elif offer["points"] > 0:
            screen.say(f"  {offer['words']}: {offer['points']:,} points, on better days")
        else:
            screen.say(f"  {offer['words']}: nothing that this plan lacks", "dim")
    if not goals["offers"]:
        screen.say("  nothing: no crew has a limit that could be raised by one", "dim")
    if goals["offers_untried"]:
        screen.say(f"  {goals['offers_untried']} more were not tried; --what-if tries any of them", "dim")
