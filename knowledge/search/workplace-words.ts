/**
 * Words and expressions that people at work use for the same thing, a group a line, members parted by commas. They
 * need not be synonyms: whoever asks for one should find pages about the others. Add what your company says.
 */
export const workplaceWords = {
  en: `
pay, paid, salary, wage, paycheck, payroll, compensation, earnings, income, payslip, pay stub
payday, paycheck, pay period, pay schedule
raise, promotion, pay increase, step increase, merit increase
bonus, award, incentive, reward
vacation, leave, pto, time off, holiday, annual leave, day off, days off, absence, away, break
sick, ill, illness, sick leave, unwell, surgery, flu, hospital, doctor, medical
baby, parental leave, maternity, paternity, newborn, pregnant, pregnancy, birth, adoption, child, mother, father
funeral, bereavement, died, death, passed away, grandmother, grandfather, relative, family member
jury, court, summons, witness, subpoena, court leave
snow, storm, weather, flood, hurricane, safety leave, emergency closure, power outage
unused leave, use or lose, carry over, leave balance, forfeit
borrow leave, advanced leave, advance leave
donate leave, donated leave, leave transfer
caring, caregiver, look after, family medical leave, fmla, serious health condition, unpaid leave
overtime, extra hours, comp time, compensatory, credit hours, stay late, worked late
schedule, work schedule, flexible, flextime, maxiflex, working hours, core hours, shift
telework, remote, work from home, working from home, wfh, distributed, virtual, home office
moving, move, relocate, relocation, new address, another state, address change
married, marriage, wedding, husband, wife, spouse, divorced, divorce, life event, qualifying life event, dependent
name change, surname, maiden name, changed my name, last name, legal name
health insurance, medical insurance, health plan, fehb, coverage, insurance
dental, teeth, vision, glasses, eye, optician
retirement, pension, retire, tsp, 401k, savings plan, thrift
benefit, perk, insurance, coverage
counseling, therapy, mental health, stress, burnout, burned out, depressed, anxiety, sleep, employee assistance program, eap, wellness
accommodation, disability, ergonomic, injury, medical condition, back pain, reasonable accommodation
accessibility, 508, screen reader, a11y, disability, wcag
deaf, hard of hearing, sign language, interpreter, captions, captioning, asl
nursing, pumping, breastfeeding, lactation
veteran, military, army, navy, reserve, soldier, armed forces, air force
laptop, computer, machine, macbook, mac, notebook, device, workstation, pc
phone, mobile, cell, smartphone, iphone, android, handset
monitor, screen, display, keyboard, mouse, headset, headphones, webcam, peripheral, equipment, dock, accessories, hardware
badge, id card, access card, piv, smart card, piv card, credential, key card
password, passcode, pin, login, log in, sign in, signin, credentials, locked out, account
password manager, vault, keep passwords, store passwords, keychain, 1password, lastpass
two factor, 2fa, mfa, authenticator, security key, yubikey, verification code
vpn, anyconnect, network, remote access, connection, wifi, internet
virus, malware, phishing, suspicious, scam, spam, hacked, security incident, breach, bad link, compromised
lost, stolen, missing, theft, left behind, gone
install, software, app, application, program, tool, download, saas, product
admin rights, administrator, elevated privileges, permission, root, sudo
update, upgrade, new version, patch, operating system, os, macos
license, seat, subscription, paid version, full version, upgrade, premium
approval, approve, approved, permission, authorize, authorization, allowed, sign off, ok, clearance
broken, not working, error, fails, stuck, trouble, problem, issue, bug, down, troubleshoot, fix
help desk, it support, service desk, tech support, it, ticket, technical help
email, mail, e-mail, gmail, outlook, inbox, mailbox
distribution list, mailing list, group, google group, listserv
out of office, autoreply, auto reply, vacation responder, away message, going away
calendar, availability, free busy, schedule, meeting, invite, appointment
video call, videoconference, video conference, google meet, zoom, teams, hangout, meeting, call
audio, sound, microphone, mic, hear, speaker, mute
chat, slack, channel, direct message, dm, message, post
delete, remove, erase, take down, undo, edit
file, document, doc, google doc, word, docx, drive, folder
share, sharing, send, transfer, exchange, collaborate
spreadsheet, sheet, excel
whiteboard, sticky notes, board, mural, miro, canvas
sign, signature, esign, e-signature, digital signature, docusign
photoshop, adobe, illustrator, creative cloud, acrobat, pdf
zapier, integration, bot, webhook, automation, third party app, connect
ai, artificial intelligence, chatgpt, generative, llm, copilot, machine learning
repository, repo, github, git, commit, pull request, code, branch
secret, api key, token, credential, access key, private key
personal information, pii, ssn, social security number, sensitive, private, privacy
record, retention, foia, archive, public records, freedom of information
deploy, launch, go live, release, production, ship
authorization to operate, ato, security review, compliance, assessment
vulnerability, xss, hackerone, bug bounty, security researcher, disclosure, finding
security clearance, clearance, background check, background investigation, top secret, secret
travel, trip, flight, fly, plane, airfare, hotel, train, rental car, business trip
book, booking, reserve, reservation, reserved, concur
ticket, airfare, fare, flight
abroad, international, overseas, foreign, other country, passport, visa
per diem, meals, lodging, daily allowance, food
expense, reimbursement, reimburse, voucher, claim, refund, money back, paid back
receipt, proof of purchase, invoice
cancelled, canceled, cancellation, change, amend, rebook, amendment
after hours, emergency, urgent, at night, weekend, last minute
frequent flyer, miles, loyalty, reward points
personal travel, extend trip, vacation days, stay longer, extra days
credit card, travel card, government card, charge card, card, balance, bill
commute, commuting, transit, metro, subway, train, bus, parking, transit benefit
buy, purchase, procure, procurement, acquisition, order, vendor, contract, spend
purchase card, micro purchase, small purchase
contractor, vendor, supplier, contract, contracting officer, cor
business card, name card, stationery
book, books, learning, course, class, training, conference, education, workshop, tuition, training budget
training, course, mandatory training, olu, certification, learning
speak, speech, talk, present, presentation, speaker, conference, event, panel
guest, visitor, outside speaker, external, non-government
journalist, reporter, press, media, news, interview
social media, tweet, twitter, facebook, linkedin, post, blog
boss, manager, supervisor, lead, team lead, management
report, direct report, employee, team member, subordinate, staff
coworker, colleague, teammate, peer, team member
performance, review, evaluation, rating, appraisal, underperforming, performance plan
feedback, difficult conversation, conflict, disagreement, awkward, confront, coaching
harassment, harass, bullying, discrimination, sexual, hostile, inappropriate, misconduct, code of conduct, report violation
union, bargaining unit, labor, steward, afge
hire, hiring, recruit, recruiting, job opening, candidate, applicant, resume, cv, interview, vacancy
refer, referral, recommend someone, friend
job, position, role, career, work
detail, temporary assignment, rotation, other agency, loan
term, nte, not to exceed, expiration, extension, end date, renew, contract end
promotion, level up, next level, higher grade, grade, ladder, gs
onboarding, new hire, new employee, first day, started, orientation, just joined, start
offboarding, leaving, quit, resign, resignation, last day, exit, separation, depart
employment verification, proof of employment, verify employment, mortgage, lender, landlord, loan
direct deposit, bank account, bank, routing number
tax, w2, w-2, withholding, 1040
time tracking, timesheet, timecard, hours, tock, log hours, reporting period
org chart, who is, team page, structure, organization
office, building, desk, headquarters, location, workspace, room, conference room
shipping, ship, mail, package, fedex, ups, delivery, label, return
printer, print, scan, scanner, copy
map, address, directions, where is
project, engagement, work, client, partner, customer, agency
project trouble, distress, pivot, milestone, milestones missed, at risk, failing
user research, interview, participants, usability, survey, research
paperwork reduction act, pra, information collection, form
design, designer, ux, visual, logo, brand
writing, content, style guide, plain language, words
holiday, federal holiday, thanksgiving, christmas, day off
contact, who do i ask, phone number, reach, call, email address, point of contact
deadline, due, how long, when, time limit, turnaround, timeline
policy, rule, guideline, regulation, law, requirement, allowed
wrong, incorrect, mistake, error, typo, fix, correct
handbook, page, documentation, website, wiki, docs
money, cash, fund, funding, budget, cost
mpg, miles per gallon, fuel economy, gas mileage
weather, forecast, temperature, rain, sunny
movie, film
song, music, track, tune, playlist
restaurant, diner, eatery, place to eat, table
meal, dinner, lunch, breakfast, food, dish
recipe, cook, make, bake, prepare
car, vehicle, auto, automobile
tire, tyre, wheel
apr, annual percentage rate, interest
luggage, baggage, bag, suitcase
translate, translation, say in, how do you say
language, speak, spanish, french, english, german
alarm, wake
reminder, remind, remember
cancel, call off, terminate, abort, stop
balance, how much money, amount left, remaining
fraud, fraudulent, unauthorized, did not make, didnt make, stolen, suspicious
top up, add money, topping up, load money, fund account
withdrawal, withdraw, atm, cash machine, take out money, cash out
transfer, send money, wire, payment
fee, charge, cost, extra charge
declined, rejected, refused, not accepted, failed
pending, waiting, not completed, in progress
identity, id, verification, verify, identification
delivery, arrive, arrival, shipping, receive, get here
currency, foreign currency, exchange, dollars, euros, pounds
`,
  de: `
gehalt, lohn, bezahlung, vergütung, gehaltsabrechnung, entgelt, verdienst
urlaub, urlaubstage, frei, ferien, abwesenheit, freizeit, urlaubsantrag
krank, krankheit, krankmeldung, arzt, attest, arbeitsunfähigkeit, krankschreibung
kind, baby, elternzeit, mutterschutz, schwanger, geburt, elterngeld
trauerfall, todesfall, beerdigung, verstorben, gestorben, sonderurlaub
arbeitszeit, stunden, überstunden, gleitzeit, zeiterfassung, stundenzettel
homeoffice, zuhause, mobiles arbeiten, telearbeit, remote
laptop, rechner, computer, notebook, gerät, pc
handy, telefon, smartphone, mobiltelefon, diensthandy
bildschirm, monitor, tastatur, maus, headset, kopfhörer, ausstattung
ausweis, badge, karte, zutritt, chipkarte, schlüssel
passwort, kennwort, anmelden, einloggen, login, zugang, konto, gesperrt
mail, e-mail, postfach, outlook, posteingang
software, programm, anwendung, app, installieren, lizenz
drucker, drucken, scannen, kopierer
netzwerk, vpn, wlan, internet, verbindung
reise, dienstreise, flug, hotel, bahn, fahrkarte, buchen, buchung
spesen, erstattung, reisekosten, beleg, quittung, auslagen, abrechnung
kaufen, bestellen, beschaffung, bestellung, einkauf, lieferant
kündigung, kündigen, austritt, letzter tag, verlassen
schulung, fortbildung, kurs, weiterbildung, seminar
chef, vorgesetzter, vorgesetzte, führungskraft, leitung
kollege, kollegin, mitarbeiter, mitarbeiterin, team
heirat, hochzeit, geheiratet, namensänderung, nachname, ehename
umzug, umziehen, adresse, adressänderung, anschrift
bank, konto, kontoverbindung, iban, bankverbindung
steuer, lohnsteuer, steuerklasse, steuerbescheinigung
kaputt, defekt, fehler, funktioniert nicht, geht nicht, problem, störung
betriebsrat, gewerkschaft, personalrat
bewerbung, stelle, einstellung, bewerben, jobs
datenschutz, personenbezogene daten, dsgvo, vertraulich
`,
}
