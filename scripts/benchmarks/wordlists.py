"""Words and sentence patterns of the languages in which the benchmark's invented news is written.

A pattern is a text with slots, as in `the {adj} {noun}`; a slot names a list of the language. Names and numbers are
filled in by the generator. The lists are long enough that hardly a line is written twice.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """What the generator needs to write news in one language.

    Attributes:
        code: ISO 639-1.
        quotes: curly marks before and after a quotation. straight: the plain ones.
        lists: the words for each slot.
        clauses: patterns of a main clause. openers, tails: what may stand before and after it.
        said: patterns of a quotation and who says it; `{clause}` is the quotation.
        promos, links, bylines, dates, captions, labels, menus, legal: patterns of what sites print round a story.
        syllables: what names are made of.
        space: what stands between sentences. stop: what ends one.
    """

    code: str
    quotes: tuple[str, str]
    straight: tuple[str, str]
    lists: dict[str, list[str]]
    clauses: list[str]
    openers: list[str]
    tails: list[str]
    said: list[str]
    promos: list[str]
    links: list[str]
    bylines: list[str]
    dates: list[str]
    captions: list[str]
    labels: list[str]
    menus: list[str]
    legal: list[str]
    syllables: list[str]
    space: str = " "
    stop: str = "."


def _phrases(text: str) -> list[str]:
    """The patterns in a text, one a line or separated by bars."""
    return [part.strip() for part in re.split(r"[\n|]", text.strip()) if part.strip()]


_LATIN = """al ar bel ber bran cor cran dal del dor dun el em fal fen gar gil hal hart hol in jor kel ker lan lin lor
mar mel mir nor or pel per quin ran ros sal sel ster tam tar thorn tor ul val ver wel wen win yar zel""".split()

ENGLISH = Language(
    "en",
    ("“", "”"),
    ('"', '"'),
    {
        "adj": """early late quiet narrow broad public private local regional national annual monthly former current
            new old wooden concrete heavy light costly cheap popular modest rapid slow careful sudden steady broken
            repaired empty crowded northern southern eastern western coastal rural urban medical legal technical
            temporary permanent joint separate formal final partial thorough unusual familiar remote nearby open closed
            damaged restored contested approved rejected delayed planned independent voluntary commercial""".split(),
        "noun": """harbour bridge council hospital school library railway station market factory museum court union
            committee ministry budget contract tender survey report inquiry permit licence ferry tram airport
            reservoir river valley forest orchard farm vineyard fishery warehouse workshop laboratory university
            theatre orchestra gallery stadium league season match coach goalkeeper striker referee trial verdict appeal
            judge lawyer witness defendant election campaign ballot coalition opposition mayor governor senator
            minister spokesman engineer surgeon nurse teacher pupil student tenant landlord shopkeeper baker driver
            pilot sailor farmer researcher volunteer firefighter detective inspector company bank insurer investor
            shareholder merger loan mortgage pension tax subsidy tariff price wage strike warehouse storm flood drought
            frost landslide earthquake outbreak vaccine clinic patient treatment therapy archive exhibition festival
            concert novel film series recipe kitchen restaurant brewery menu garden playground shelter dog
            horse""".split(),
        "verb": """approved rejected delayed reviewed announced criticised defended inspected repaired rebuilt replaced
            closed reopened expanded reduced doubled halved funded bought sold leased inherited restored demolished
            surveyed measured described mentioned questioned confirmed denied disputed settled postponed cancelled
            organised attended supported opposed welcomed praised ignored overlooked discovered published presented
            supervised outlined completed abandoned""".split(),
        "past": _phrases(
            """rose sharply|fell slightly|stayed the same|went ahead as planned|came to nothing|drew large crowds
            ended without a decision|began an hour late|ran over its budget|took longer than expected
            met little resistance
            caused long queues|changed hands twice|lasted until midnight|remained in doubt|was moved indoors
            won by a single vote|lost money every year|had to be repeated|was called off at short notice"""
        ),
        "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
        "month": "April August December February January July June March May November October September".split(),
        "time": _phrases(
            """last week
            earlier this year
            in the spring
            over the summer
            two years ago
            before the holidays
            after a long debate
            for the third time this year
            within a few hours
            shortly before midnight
            during the morning shift
            at the end of the quarter
            at its last meeting
            despite heavy rain
            by a wide margin
            without much warning"""
        ),
        "place": _phrases(
            """in {name}
            near {name}
            outside {name}
            at the {adj} {noun}
            in the {adj} part of {name}
            on the road to {name}
            along the coast
            in the old town
            on both sides of the river
            at the edge of the forest
            across the region
            in three neighbouring districts"""
        ),
        "role": _phrases(
            """the mayor of {name}
            a spokeswoman for the {noun}
            the head of the {adj} {noun}
            a researcher at {name} University
            the club's chairman
            a retired {noun} inspector
            the director of the {noun}
            a lawyer for the {noun}
            a member of the {noun} committee
            who has lived in {name} since {year}"""
        ),
        "unit": _phrases(
            """people
            households
            tonnes of grain
            passengers
            hectares
            euros a month
            pounds
            dollars
            signatures
            jobs
            kilometres
            visitors a day
            litres of water"""
        ),
    },
    _phrases(
        """the {adj} {noun} {verb} the {noun} {time}
        the {noun} {place} {past}
        {person} {verb} the {adj} {noun} {place}
        {person}, {role}, {verb} the {noun}
        about {number} {unit} were affected when the {noun} {past}
        the {noun} has cost more than {number} {unit} since {month}
        officials {place} said on {day} that the {noun} {past}
        the {noun} and the {noun} {verb} a {adj} {noun} {time}
        a {adj} {noun} from {name} {verb} the {noun} {place}
        nobody at the {noun} could say why the {adj} {noun} {past}
        the number of {unit} {past} to {number} {time}
        it was the {adj} {noun} that {verb} the {noun}, not the {noun}
        the plan for the {noun} {place} {past}
        {person} has worked with the {adj} {noun} for {small} years
        every {adj} {noun} {place} will have to pay for the {noun}
        there are still {number} {unit} waiting for a {adj} {noun}
        the {noun} won {small}-{small} against {name} {time}
        more than half of the {unit} came from {name} and {name}
        what the {noun} really needs is a {adj} {noun}, a study by the {noun} found
        a second {noun} is to follow {place} by {month} {year}"""
    ),
    _phrases(
        """On {day},
        In {month},
        {time:cap},
        Since {year},
        As a result,
        According to the {noun},
        When the {noun} {past},
        Although the {noun} {past},
        For the {adj} {noun},
        At the same time,
        Even so,
        After {small} days of talks,
        But
        And
        Meanwhile,"""
    ),
    _phrases(
        """, according to the {adj} {noun}
        , while the {noun} {past}
        , a spokesman said
        , which {verb} the {noun} {time}
        , the {noun} said in a statement on {day}
        because the {noun} {past}
        and {verb} the {adj} {noun} {place}
        , down from {number} a year before
        , up {small} percent on {month}
        , as {person} put it"""
    ),
    _phrases(
        """{open}{clause:cap},{close} said {person}, {role}.
        {open}{clause:cap},{close} {person} said. {open}{clause:cap}.{close}
        {open}We{apos}ve known for years that {clause},{close} said {person}.
        {person} told reporters: {open}{clause:cap}.{close}
        {open}I don{apos}t think {clause},{close} she said on {day}. {open}It isn{apos}t that simple.{close}
        {open}{clause:cap}{close} was how {person}, {role}, described it.
        Asked whether {clause}, {person} said: {open}That{apos}s not for me to decide.{close}"""
    ),
    _phrases(
        """Sign up for our {noun} newsletter: the {adj} news from {name}, every {day}
        Subscribe to our newsletter and get the {adj} {noun} in your inbox
        Download our app for the latest from {name}
        Follow our live coverage of the {noun} here
        Support our journalism: become a member today
        Get unlimited access for {small} a month. Subscribe now
        Follow us on Facebook and Instagram for more on the {noun}
        Join the conversation: comment on this story"""
    ),
    _phrases(
        """Read more: {title}
        READ MORE: {title}
        Related: {title}
        Also read: {title}
        SEE ALSO: {title}
        More: {title}
        RELATED ARTICLE: {title}"""
    ),
    _phrases(
        """By {person}
        By {person} and {person}
        BY {person:upper}
        {person}, {name} Gazette
        {person}
        By {person}, Staff Writer"""
    ),
    _phrases(
        """{month} {small}, {year}
        Published {month} {small}, {year}, {small}:30 p.m.
        Updated {small} hours ago
        {day}, {month} {small}, {year}
        {small} min read"""
    ),
    _phrases(
        """The {adj} {noun} {place} on {day}, {month} {small}, {year}
        {person}, {role}, {place}
        A {noun} passes the {adj} {noun} {place} {time}
        {person} with a {noun} {place}"""
    ),
    _phrases(
        """News
        World
        Sports
        Business
        Opinion
        Politics
        Local
        Home > News > {name}
        Culture
        Science"""
    ),
    _phrases(
        """Home
        Latest
        Weather
        Sports
        Business
        Opinion
        Video
        Podcasts
        Newsletters
        Obituaries
        Jobs
        Classifieds
        Subscribe
        Log in
        Skip to main content
        Search
        Share
        Facebook
        Twitter
        WhatsApp
        Email
        Copy link
        Print
        Save
        Comments ({small})
        Advertisement
        Most read
        Trending
        Local news
        {name}
        {noun:cap}
        {noun:cap} and {noun}
        {adj:cap} {noun}
        Puzzles
        E-paper
        About us
        Contact
        Privacy policy
        Terms of use
        Accept all cookies
        Manage your preferences"""
    ),
    _phrases(
        """© {year} The {name} Gazette. All rights reserved.
        (Reporting by {person} in {name}; editing by {person})
        Filed under: {noun}, {noun}, {name}
        Tags: {noun}, {name}, {adj} {noun}
        Copyright {year} {name} Media Group"""
    ),
    _LATIN,
)

GERMAN = Language(
    "de",
    ("„", "“"),
    ('"', '"'),
    {
        "adj": """frühe späte ruhige enge breite öffentliche private örtliche regionale jährliche ehemalige neue alte
            schwere leichte teure günstige beliebte bescheidene schnelle langsame sorgfältige plötzliche beschädigte
            nördliche südliche östliche westliche ländliche städtische vorläufige dauerhafte gemeinsame förmliche
            endgültige gründliche ungewöhnliche abgelegene umstrittene genehmigte geplante unabhängige""".split(),
        "noun": """Brücke Schule Bibliothek Fabrik Gewerkschaft Behörde Ausschreibung Untersuchung Genehmigung Fähre
            Straßenbahn Talsperre Werkstatt Universität Galerie Liga Saison Mannschaft Verhandlung Berufung Wahl
            Koalition Opposition Bürgermeisterin Ministerin Sprecherin Ingenieurin Lehrerin Mieterin Bäckerei Firma
            Bank Versicherung Rente Steuer Förderung Lagerhalle Dürre Überschwemmung Klinik Behandlung Ausstellung
            Aufführung Küche Gaststätte Brauerei Straße Gemeinde Kirche Feuerwehr Polizei Anwältin Studie""".split(),
        "verb": """genehmigte verschob prüfte verteidigte kritisierte reparierte ersetzte schloss eröffnete erweiterte
            kürzte verdoppelte kaufte verkaufte übernahm sanierte beschrieb erwähnte bestätigte bestritt unterstützte
            begrüßte übersah entdeckte veröffentlichte überwachte""".split(),
        "past": _phrases(
            """blieb unverändert|begann mit einer Stunde Verspätung|wurde kurzfristig abgesagt|endete ohne Ergebnis
            kostete mehr als gedacht|dauerte bis Mitternacht|fiel knapp aus|musste wiederholt werden
            stieß auf wenig Widerstand|führte zu langen Schlangen"""
        ),
        "day": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(),
        "month": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
        "time": _phrases(
            """in der vergangenen Woche
            vor zwei Jahren
            nach langer Debatte
            kurz vor Mitternacht
            trotz starken Regens
            zum dritten Mal in diesem Jahr
            ohne größere Vorwarnung
            während der Frühschicht"""
        ),
        "place": _phrases(
            """in {name}
            bei {name}
            am Rand der Altstadt
            auf beiden Seiten des Flusses
            im Süden von {name}
            entlang der Küste
            in drei Nachbargemeinden"""
        ),
        "role": _phrases(
            """Leiter der {noun}
            Forscherin an der Universität {name}
            Mitglied im Ausschuss für die {noun}
            seit {year} in {name} zu Hause"""
        ),
        "unit": "Menschen Haushalte Fahrgäste Hektar Euro Unterschriften Stellen Kilometer Besucher".split(),
    },
    _phrases(
        """die {adj} {noun} {verb} {time} die {noun}
        die {noun} {place} {past}
        {person} {verb} die {adj} {noun} {place}
        {person}, {role}, {verb} die {noun}
        rund {number} {unit} waren betroffen, weil die {noun} schloss
        die {noun} hat seit {month} mehr als {number} {unit} gekostet
        niemand {place} konnte sagen, warum die {adj} {noun} ausfiel
        die {noun} und die {noun} {place} gehören seit {year} zusammen
        eine zweite {noun} soll bis {month} {year} folgen
        noch immer warten {number} {unit} auf eine {adj} {noun}"""
    ),
    _phrases(
        """Denn
        Und
        Aber
        Zudem gilt:
        Fest steht:"""
    ),
    _phrases(
        """, wie die {noun} am {day} mitteilte
        , sagte ein Sprecher
        , während die {noun} für {number} {unit} geöffnet blieb
        , und die {noun} {past}
        , {small} Prozent mehr als im {month}"""
    ),
    _phrases(
        """{open}{clause:cap}{close}, sagte {person}, {role}.
        {open}{clause:cap}{close}, so {person} am {day}. {open}{clause:cap}.{close}
        {person} erklärte: {open}{clause:cap}.{close}"""
    ),
    _phrases(
        """Newsletter abonnieren: die {adj} {noun}, jeden {day}
        Jetzt kostenlos testen und weiterlesen
        Folgen Sie uns auf Facebook und Instagram"""
    ),
    _phrases(
        """Lesen Sie auch: {title}
        Mehr zum Thema: {title}"""
    ),
    _phrases(
        """Von {person}
        Von {person} und {person}"""
    ),
    _phrases(
        """{small}. {month} {year}, {small}:45 Uhr
        Stand: {small}. {month} {year}"""
    ),
    _phrases(
        """Die {adj} {noun} {place} im {month} {year}
        {person}, {role}, {place}"""
    ),
    "Politik Wirtschaft Sport Kultur Panorama Wissen Reise".split(),
    _phrases(
        """Startseite
        Politik
        Wirtschaft
        Sport
        Wetter
        Anmelden
        Abo
        Suche
        Teilen
        Drucken
        Merken
        Anzeige
        Kommentare ({small})
        Meistgelesen
        {name}
        {noun}
        {noun} und {noun}
        Zum Hauptinhalt springen
        Datenschutz
        Impressum
        Alle akzeptieren"""
    ),
    _phrases(
        """© {year} {name}er Zeitung. Alle Rechte vorbehalten.
        Schlagworte: {noun}, {noun}
        (dpa)"""
    ),
    """bach berg born brück burg dorf feld fels gart grün hain heim hof hol kirch lind mühl neu ober rot see tal
    wald""".split(),
)

SPANISH = Language(
    "es",
    ("«", "»"),
    ('"', '"'),
    {
        "adj": """pública privada local regional anual nueva antigua pesada ligera costosa popular modesta rápida lenta
            repentina dañada rural urbana médica jurídica técnica temporal conjunta formal definitiva inusual remota
            cercana polémica aprobada prevista independiente""".split(),
        "noun": """escuela biblioteca fábrica estación comisión licitación investigación licencia terminal cosecha
            universidad galería liga temporada selección sentencia apelación elección campaña coalición oposición
            alcaldesa ministra portavoz ingeniera enfermera maestra panadería empresa aseguradora pensión subvención
            huelga tormenta inundación sequía clínica exposición orquesta novela película cocina cervecería""".split(),
        "verb": """aprobó rechazó aplazó revisó anunció criticó defendió reparó sustituyó cerró amplió redujo duplicó
            compró vendió restauró describió mencionó confirmó desmintió apoyó celebró descubrió publicó""".split(),
        "past": _phrases(
            """se mantuvo igual|empezó con una hora de retraso|terminó sin acuerdo|costó más de lo previsto
            duró hasta medianoche|quedó en duda|tuvo que repetirse|atrajo a mucha gente"""
        ),
        "day": "lunes martes miércoles jueves viernes sábado domingo".split(),
        "month": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
        "time": _phrases(
            """la semana pasada
            hace dos años
            tras un largo debate
            poco antes de medianoche
            pese a la lluvia
            por tercera vez este año"""
        ),
        "place": _phrases(
            """en {name}
            cerca de {name}
            al sur de {name}
            a lo largo de la costa
            en el casco antiguo"""
        ),
        "role": _phrases(
            """director de la {noun}
            investigadora de la Universidad de {name}
            miembro de la {noun} {adj}"""
        ),
        "unit": "personas hogares pasajeros hectáreas euros firmas empleos kilómetros visitantes".split(),
    },
    _phrases(
        """la {noun} {adj} {verb} la {noun} {time}
        la {noun} {place} {past}
        {person} {verb} la {noun} {adj} {place}
        {person}, {role}, {verb} la {noun}
        unas {number} {unit} se vieron afectadas cuando la {noun} {past}
        la {noun} ha costado más de {number} {unit} desde {month}
        nadie {place} supo explicar por qué la {noun} {adj} {past}
        todavía hay {number} {unit} a la espera de una {noun} {adj}"""
    ),
    _phrases(
        """El {day},
        En {month},
        Desde {year},
        Según la {noun},
        Además,
        Sin embargo,"""
    ),
    _phrases(
        """, según la {noun}
        , dijo un portavoz
        , mientras la {noun} {past}
        , un {small} por ciento más que en {month}"""
    ),
    _phrases(
        """{open}{clause:cap}{close}, dijo {person}, {role}.
        {person} explicó: {open}{clause:cap}{close}."""
    ),
    _phrases(
        """Suscríbete a nuestro boletín y recibe la {noun} cada {day}
        Síguenos en Facebook y en Instagram"""
    ),
    _phrases(
        """Lea también: {title}
        Te puede interesar: {title}"""
    ),
    ["Por {person}"],
    ["{small} de {month} de {year}"],
    _phrases(
        """La {noun} {adj} {place} en {month} de {year}
        {person}, {role}, {place}"""
    ),
    "Política Economía Deportes Cultura Sociedad Ciencia".split(),
    _phrases(
        """Inicio
        Política
        Economía
        Deportes
        El tiempo
        Iniciar sesión
        Suscríbete
        Buscar
        Compartir
        Imprimir
        Publicidad
        Lo más leído
        {name}
        {noun:cap} {adj}
        Aviso legal
        Aceptar cookies"""
    ),
    _phrases(
        """© {year} El Diario de {name}. Todos los derechos reservados.
        Temas: {noun}, {noun}"""
    ),
    "al ba ca cor da del es fa gra la li ma mon na or pe que ra ri sa sol ta to val ve vi za".split(),
)

FRENCH = Language(
    "fr",
    ("« ", " »"),
    ('"', '"'),
    {
        "adj": """publique privée locale régionale annuelle nouvelle ancienne coûteuse modeste rapide lente soudaine
            endommagée rurale urbaine médicale juridique technique temporaire commune définitive inhabituelle isolée
            contestée prévue indépendante""".split(),
        "noun": """bibliothèque mairie commission licence gare récolte galerie ligue saison sélection sentence campagne
            coalition députée ministre boulangerie banque pension subvention grève tempête sécheresse clinique mutuelle
            librairie fonderie brasserie cuisine cathédrale place forêt vallée rivière fabrique société""".split(),
        "verb": _phrases(
            """a approuvé|a rejeté|a reporté|a examiné|a annoncé|a critiqué|a défendu|a réparé|a remplacé|a fermé
            a réduit|a doublé|a racheté|a vendu|a restauré|a décrit|a confirmé|a démenti|a soutenu|a découvert"""
        ),
        "past": _phrases(
            """n’a pas changé|a commencé avec une heure de retard|s’est terminée sans accord|a coûté plus que prévu
            a duré jusqu’à minuit|reste incertaine|a dû être répétée"""
        ),
        "day": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
        "month": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
        "time": _phrases(
            """la semaine dernière
            il y a deux ans
            après un long débat
            peu avant minuit
            malgré la pluie"""
        ),
        "place": _phrases(
            """à {name}
            près de {name}
            au sud de {name}
            le long de la côte
            dans la vieille ville"""
        ),
        "role": _phrases(
            """directeur de la {noun}
            chercheuse à l’université de {name}
            membre de la {noun} {adj}"""
        ),
        "unit": "personnes foyers passagers hectares euros signatures emplois kilomètres visiteurs".split(),
    },
    _phrases(
        """la {noun} {adj} {verb} la {noun} {time}
        la {noun} {place} {past}
        {person} {verb} la {noun} {adj} {place}
        {person}, {role}, {verb} la {noun}
        quelque {number} {unit} ont été touchés quand la {noun} {past}
        la {noun} a coûté plus de {number} {unit} depuis {month}
        personne {place} ne sait pourquoi la {noun} {adj} {past}"""
    ),
    _phrases(
        """{day:cap},
        En {month},
        Depuis {year},
        Selon la {noun},
        Pourtant,"""
    ),
    _phrases(
        """, selon la {noun}
        , a précisé un porte-parole
        , tandis que la {noun} {past}
        , soit {small} % de plus qu’en {month}"""
    ),
    _phrases(
        """{open}{clause:cap}{close}, a déclaré {person}, {role}.
        {person} l’assure : {open}{clause:cap}.{close}"""
    ),
    _phrases(
        """Inscrivez-vous à notre newsletter : la {noun} chaque {day}
        Suivez-nous sur Facebook et Instagram"""
    ),
    _phrases(
        """À lire aussi : {title}
        Lire aussi : {title}"""
    ),
    ["Par {person}"],
    ["Publié le {small} {month} {year} à {small}h30"],
    _phrases(
        """La {noun} {adj} {place} en {month} {year}
        {person}, {role}, {place}"""
    ),
    "Politique Économie Sports Culture Société Sciences".split(),
    _phrases(
        """Accueil
        Politique
        Économie
        Sports
        Météo
        Se connecter
        S’abonner
        Rechercher
        Partager
        Imprimer
        Publicité
        Les plus lus
        {name}
        {noun:cap} {adj}
        Mentions légales
        Tout accepter"""
    ),
    _phrases(
        """© {year} Le Courrier de {name}. Tous droits réservés.
        Mots-clés : {noun}, {noun}"""
    ),
    "beau bel cour fon gran la lac ma mai mar mon mont neu or per plan ran ron sai ser ta ton val vau ver vil".split(),
)

RUSSIAN = Language(
    "ru",
    ("«", "»"),
    ('"', '"'),
    {
        "adj": """новая старая местная областная ежегодная бывшая тяжёлая дорогая скромная быстрая внезапная сельская
            городская временная совместная окончательная необычная отдалённая спорная""".split(),
        "noun": """школа библиотека фабрика станция комиссия проверка лицензия переправа мастерская галерея лига команда
            кампания коалиция пекарня компания пенсия субсидия забастовка засуха больница выставка пристань
            лаборатория филармония дорога плотина""".split(),
        "verb": """одобрила отклонила отложила проверила объявила починила заменила закрыла расширила сократила купила
            продала описала подтвердила поддержала открыла""".split(),
        "past": _phrases(
            """осталась прежней|началась с опозданием на час|закончилась без решения|обошлась дороже обычного
            продолжалась до полуночи"""
        ),
        "day": "понедельник вторник среду четверг пятницу субботу воскресенье".split(),
        "month": "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split(),
        "time": _phrases(
            """на прошлой неделе
            два года назад
            после долгих споров
            незадолго до полуночи
            несмотря на дождь"""
        ),
        "place": _phrases(
            """в городе {name}
            под городом {name}
            на берегу реки
            в старой части города"""
        ),
        "role": _phrases(
            """{adj} {noun}
            житель города {name}"""
        ),
        "unit": "человек семей пассажиров гектаров рублей подписей километров посетителей".split(),
    },
    _phrases(
        """{adj} {noun} {time} {verb} то, что {adj} {noun} не успела
        {noun} {place} {past}
        около {number} {unit} ждали, пока {noun} {verb} решение
        {noun} с {year} года стоила более {number} {unit}
        никто {place} не знает, почему {adj} {noun} {past}"""
    ),
    _phrases(
        """В {day}
        В {month}
        Кроме того,
        Однако"""
    ),
    _phrases(
        """, сообщила {noun}
        , сказал представитель
        , а {noun} {past}"""
    ),
    _phrases(
        """{open}{clause:cap}{close}, — сказал {person}.
        {person} пояснил: {open}{clause:cap}{close}."""
    ),
    ["Подпишитесь на нашу рассылку: {adj} {noun} каждую неделю"],
    ["Читайте также: {title}"],
    ["Автор: {person}"],
    ["{small}.0{small}.{year}, 1{small}:40"],
    ["{adj:cap} {noun} {place}, {year} год"],
    "Политика Экономика Спорт Культура Общество".split(),
    _phrases(
        """Главная
        Новости
        Спорт
        Погода
        Войти
        Поиск
        Поделиться
        Реклама
        Самое читаемое
        {name}
        {noun:cap}"""
    ),
    ["© {year} Вестник города {name}. Все права защищены."],
    "бел вар вол гор дол дуб ель заз кам кле лес мар ново пол рад сев сол тих цвет ясн".split(),
)

JAPANESE = Language(
    "ja",
    ("「", "」"),
    ("「", "」"),
    {
        "adj": "新しい 古い 地元の 地方の 重い 軽い 高価な 人気の 静かな 急な 臨時の 共同の 珍しい 近くの".split(),
        "noun": """学校 図書館 工場 駅 市場 美術館 裁判所 組合 委員会 予算 契約 調査 報告書 船 空港 川 森 農場
            大学 劇場""".split(),
        "verb": "承認した 延期した 調べた 発表した 批判した 修理した 閉鎖した 拡張した 買収した 確認した".split(),
        "past": "変わらなかった 一時間遅れて始まった 決定なしに終わった 予想より長くかかった 深夜まで続いた".split(),
        "day": "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日".split(),
        "month": "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月".split(),
        "time": "先週 二年前に 長い議論の末に 深夜の直前に 大雨にもかかわらず".split(),
        "place": "{name}市で 海沿いで 旧市街で 川の両岸で".split(),
        "role": "{noun}の責任者".split(),
        "unit": "人 世帯 ヘクタール 円 キロメートル".split(),
    },
    _phrases(
        """{place}{adj}{noun}が{time}{noun}を{verb}
        {noun}の{adj}{noun}は{past}
        {person}さんは{place}{adj}{noun}を{verb}
        約{number}{unit}が{noun}の影響を受け、{noun}は{past}"""
    ),
    ["{day}、", "{month}に入り、", "しかし、", "一方、"],
    ["と{noun}は説明している", "ことが分かった"],
    ["{open}{clause}{close}と{person}さんは話した。"],
    ["メールマガジンに登録して、{noun}の最新情報を受け取る"],
    ["関連記事:{title}"],
    ["{person}"],
    ["{year}年{small}月{small}日 1{small}時30分"],
    ["{place}撮影された{adj}{noun}、{year}年{month}"],
    "政治 経済 国際 社会 文化".split(),
    _phrases(
        """ホーム
        速報
        政治
        経済
        天気
        ログイン
        検索
        シェア
        広告
        ランキング
        {noun}"""
    ),
    ["© {year} {name}新聞社 無断転載を禁じます"],
    "北 南 東 西 山 川 田 中 村 木 林 森 本 野 原 島 浜 石 橋 池".split(),
    "",
    "。",
)

LANGUAGES = {language.code: language for language in (ENGLISH, GERMAN, SPANISH, FRENCH, RUSSIAN, JAPANESE)}
