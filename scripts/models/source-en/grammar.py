"""Generated utterances: the numbers, letters, dates and short commands that are rare in prose.

Each maker takes a random.Random and gives one utterance as it is spoken; commas are pauses.
The wording is general English: nothing here was written from a corpus that we adapt to or test on.
"""

from laboratory.speechdata.english import ONES, cardinal, ordinal, year

LETTERS = "abcdefghijklmnopqrstuvwxyz"
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = ("january february march april may june july august september october november december").split()
VERBS = ("open close read write send delete save find show start stop play call press hold check change "
         "add remove move turn lift push pull bring take keep count print copy paste cancel repeat skip "
         "lock unlock mute record answer forward select choose enter leave join follow clear reset").split()
DETERMINERS = ["the", "the", "the", "a", "my", "your", "this", "that", "all", "another", "one", "no", ""]
OBJECTS = ("door window file letter number menu list page name key light music picture table book line "
           "message question answer word code account option card box clock map report order song "
           "phone call room address button level volume user group folder record station ticket").split()
ADVERBS = "now again later today please first next here there slowly quickly back twice".split()
PHRASES = ("yes|no|okay|hello|goodbye|good morning|good evening|good night|thank you|thanks a lot|you're welcome|"
           "excuse me|i'm sorry|of course|not yet|not now|maybe later|right away|all right|well done|"
           "go ahead|go on|go back|come in|come back|wait here|hurry up|slow down|sit down|stand up|"
           "turn left|turn right|straight ahead|this way|over there|up and down|more or less|on time|"
           "too late|too early|once more|one moment|just a minute|at once|at home|at work|no problem|"
           "no idea|who is it|what is that|where are you|how are you|how many|how much|why not|when|"
           "is it on|is it off|in use|out of order|out of date|full|empty|ready|busy|available|"
           "unavailable|invalid|correct|incorrect|enabled|disabled|connected|finished|welcome").split("|")
PATTERNS = ("{verb} {thing}", "{verb} {thing}", "{verb} {thing} {adverb}", "{verb} {adverb}", "{thing}",
            "please {verb} {thing}", "{phrase}", "{phrase} please", "{phrase}, {verb} {thing}",
            "the {object} is {state}", "your {object} is {state}", "no {object}", "{object} {digit}",
            "to {verb} {thing}, press {digit}", "for {thing}, say {phrase}", "you have {count} {object}s")
STATES = "open closed full empty ready busy locked missing wrong new on off here".split()


def digits(random):
    """Two to eight digits in groups; one speaker in four says "oh" for zero."""
    zero = "oh" if random.random() < 0.25 else "zero"
    words = [random.choice([zero, *ONES[1:10]]) for _ in range(random.randint(2, 8))]
    group = random.choice([3, 4, len(words)])
    return ", ".join(" ".join(words[i:i + group]) for i in range(0, len(words), group))


def number(random):
    value = random.randint(10, 10 ** random.randint(2, 6) - 1)
    unit = random.choice(["", "", "percent", "miles", "minutes", "hours", "people", "pages", "degrees"])
    return ordinal(value) if random.random() < 0.2 else f"{cardinal(value)} {unit}".strip()


def letters(random):
    joint = random.choice([" ", ", "])
    return joint.join(random.choice(LETTERS) for _ in range(random.randint(2, 6)))


def spelling(random, words):
    """A word spelled out, in half of the cases after being said whole."""
    word = random.choice(words)
    spelled = " ".join(word)
    return f"{word}, {spelled}" if random.random() < 0.5 else spelled


def time(random):
    hour, minute = random.randint(1, 12), random.randint(0, 59)
    if random.random() < 0.3:
        part = random.choice(["half past", "quarter past", "quarter to", "ten past", "five to"])
        said = f"{part} {cardinal(hour)}"
    else:
        minutes = "o'clock" if minute == 0 else f"{'oh ' if minute < 10 else ''}{cardinal(minute)}"
        said = f"{cardinal(hour)} {minutes}{random.choice(['', ' a m', ' p m'])}"
    return random.choice(["", "", "it is ", "at ", "the time is "]) + said


def date(random):
    day, month = ordinal(random.randint(1, 31)), random.choice(MONTHS)
    said = random.choice([f"{month} {day}", f"the {day} of {month}"])
    said = random.choice(["", f"{random.choice(DAYS)}, ", "on "]) + said
    return said + random.choice(["", f", {year(random.randint(1900, 2029))}"])


def money(random):
    major, minor = cardinal(random.randint(2, 999)), cardinal(random.randint(2, 99))
    return random.choice([f"{major} dollars and {minor} cents", f"{major} dollars", f"{minor} cents"])


def command(random):
    thing = f"{random.choice(DETERMINERS)} {random.choice(OBJECTS)}".strip()
    said = random.choice(PATTERNS).format(
        verb=random.choice(VERBS), thing=thing, object=random.choice(OBJECTS), adverb=random.choice(ADVERBS),
        phrase=random.choice(PHRASES), state=random.choice(STATES), digit=random.choice(ONES[:10]),
        count=cardinal(random.randint(2, 20)))
    return " ".join(said.split())
