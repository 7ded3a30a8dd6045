/**
 * How people ask in any company: what they want done, how much, when, where and who, beside the nouns and verbs under
 * which pages file it. The same form as the list of the workplace.
 */
export const everydayWords = {
  en: `
change, update, edit, modify, adjust, alter, switch, set, correct, new
add, include, insert, put on, append, create, update
remove, delete, erase, clear, take off, drop, update
set up, schedule, arrange, plan, organize, appointment, book
create, make, build, generate, start, new
improve, raise, increase, boost, better, build
reduce, lower, decrease, cut down
suggest, suggestion, recommend, recommendation, advice, advise, best, good, ideas, where should
review, reviews, rating, ratings, any good, how good
search, find, locate, look for, where is, where are, lost
where, location, place, address, located
where are you from, born, come from, origin
when, date, time, day, due, deadline, scheduled
how long, duration, time, take, last, length
how far, distance, miles, kilometers, far, away, travel time, drive time
how old, age, birthday
how much, amount, cost, price, balance, total
how many, number, count, amount, quantity
how much longer, remaining, left, wait, wait time, status
who, name, person, called
who made, made you, created, built, designed, designer, creator, developer
call me, my name, name, nickname, address me
what does, meaning, mean, means, definition, define, definition of
why, reason, cause, because
status, progress, update, tracking, track, where is my, on its way, arrive, delivered, approved
request, ask for, apply, application, submit
confirm, confirmation, verify, check, make sure, double check
cancel, call off, no longer need, dont want, get rid
freeze, block, lock, hold, suspend, stop
blocked, locked, frozen, on hold, suspended, restricted
damaged, broken, cut, scratched, cracked, torn, bent, melted, snapped
lost, missing, misplaced, cant find, gone
stolen, theft, robbed, taken
declined, refused, rejected, denied, not accepted, didnt go through
expire, expires, expiration, good until, valid until, run out
last, latest, previous, most recent, past, history
next, upcoming, coming, following
spend, spent, spending, purchases, bought, expenses
history, past, recently, recent, log, list
minimum, min, least, lowest, smallest
maximum, max, most, highest, limit
convert, conversion, into, equals, exchange
calculate, calculator, math, sum, plus, minus, times, divided, add up, percent, square root
minutes, seconds, hours, timer, stopwatch, countdown
repeat, again, once more, say that again, pardon
slower, faster, speed, slow down, speed up, quickly, slowly
louder, quieter, volume, turn up, turn down, sound
turn on, turn off, switch on, switch off, lights, thermostat, smart home
connect, sync, pair, link, bluetooth, attach
disconnect, unpair, unlink, detach
share, send, give, let know
notify, tell, inform, let know, notification, alert, aware
allow, accept, take, support, permit, let
use, used, usage, using, taken
replace, replacement, substitute, substitution, instead, swap, exchange, alternative
reset, restore, default, factory settings, start over
settings, preferences, options, configuration
ingredient, ingredients, what goes in, what is in, contains, what do i need
healthy, nutrition, nutritional, calories, vitamins, fat, protein, good for you
safe to eat, go bad, spoil, food last, expire, fridge, keep
busy, crowded, wait, line, wait time
shot, shots, vaccine, vaccines, vaccination, immunization
pet, pets, dog, cat, animal
hobby, hobbies, free time, fun, like to do
boss, employer, work for, company
robot, bot, human, machine, computer, ai
hello, hi, greeting, hey, good morning, how are you
goodbye, bye, see you, farewell, good night, later
thanks, thank you, appreciate, grateful
yes, yeah, correct, right, true, agree, sure
no, nope, wrong, false, negative, disagree
maybe, perhaps, not sure, dont know, unsure, possibly
joke, funny, laugh, humor
fact, facts, trivia, interesting, did you know
car, maintenance, service, tune up, oil, tires, mechanic
gas, gasoline, fuel, petrol, tank
trip, vacation, visit, tourist, sightseeing, travel
route, directions, way to, get to, navigate
`,
}
