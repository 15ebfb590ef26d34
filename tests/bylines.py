"""Forms of bylines, and lines of stories that look like them; ` // ` stands between two lines."""

#: What stands above a story of a real page, by language: all of it goes.
FORMS: dict[str, str] = {
    "en": """
By DANA REYES - 2024-05-05
By Dana Reyes — May 5, 2024
By Dana Reyes dana.reyes@courier.example (509) 555-0182
By Dana Reyes, MS, RD
By Dana Reyes, Ph.D.
Dana Reyes, MS, RDN
Dana Reyes, PhD
Dr. Dana Reyes, MD
Medically reviewed by Dana Reyes, MD, FACP
Dana Reyes (The Courier) // May 5, 2024
May 5, 2024 // Dana Reyes (Health Desk - Ellery Hospital/Press)
Ellery Courier wire services
Ellery Courier staff report
Courier staff and wire reports
From Courier wire services
Ellery Courier with AFP
Ellery News Desk, May 5, 2024
Hallow, Ellery News Bureau | Updated : 5 May 2024, 09:01 AM
May 5, 2024 at 2:55 pm ET // • 2 min read
May 5, 2024 231
May 5, 2024 4 comments
May 5, 2024 | 14 Comments
May 5, 2024 // Updated May 7, 2024
5 May 2024 // 05/05/2024
By Dana Reyes, Port Ellery
By Dana Reyes and Tom Orr in Port Ellery
By Dana Reyes for The Ellery Courier
By Dana Reyes @danareyes
By Dana Reyes | @danareyes
By Dana Reyes in Hallow Point, Nell Adair in Corran and Tom Orr in Ellery
By Dana Reyes with Tom Orr
By Dana Reyes dana.reyes@courier.example
Words by Dana Reyes
Words: Dana Reyes
Words: Dana Reyes Pictures: Tom Orr
News by Dana Reyes Staff Writer
News by Dana Reyes, Chief Reporter
Exclusive by Dana Reyes
Dana Reyes | Reporter
Dana Reyes, Political Editor
Dana Reyes - Political Editor
Dana Reyes – Health correspondent
Dana Reyes · Staff writer
Dana Reyes / Staff Writer
Dana Reyes for The Courier // May 5, 2024
Dana Reyes // North of England correspondent
By Dana Reyes // North of England correspondent
North of England correspondent // By Dana Reyes
Dana Reyes // dana.reyes@courier.example
Dana Reyes // 5 May 2024
5 May 2024 // Dana Reyes
Dana Reyes // Published 5 May 2024
Dana Reyes, The Courier // Updated May 5, 2024
Modified: Oct 12, 2024 · by Marnie · 37 Comments
Published: May 5, 2024 · Modified: Oct 12, 2024 by Marnie Holt · 4 Comments
May 5, 2024 | Dana Reyes | 4 min read
May 5, 2024 by Dana Reyes
Posted Sat 20 Apr 2024 at 4:45am, updated Sun 21 Apr 2024 at 6:10am
Posted on May 5, 2024 by Dana Reyes
Posted by Dana Reyes on May 5, 2024
Posted by Dana Reyes | May 5, 2024 | News
First published on Sun 5 May 2024 06.00 BST
Yesterday at 14:05
Today, 9:15am
Yesterday at 2:55 p.m.
Updated yesterday at 14:05
Sunday 5 May 2024 14:05
Sunday, 5 May, 2024 at 14.05
5 May 2024 • 2:55pm
Reporter: Dana Reyes
Story by Dana Reyes • 2d
Written by Dana Reyes, edited by Tom Orr
By Dana Reyes | The Ellery Courier
By Dana Reyes - The Ellery Courier
By Dana Reyes / The Courier
By DANA REYES and TOM ORR, The Courier
By Dana Reyes, for the Courier
By DANA REYES, Courier Staff Writer Sun May 5, 2:55 PM ET
By DANA REYES, Courier Staff Writer 46 minutes ago
Dana Reyes, 05.27.24, 12:00 AM ET
Dana Reyes May 5, 2024
""",
    "de": """
Von Karla Brandt publiziert am 12. Mai 2024
Von Karla Brandt veröffentlicht am 12. Mai 2024
Ein Beitrag von Karla Brandt, veröffentlicht am 12. Mai 2024
12. Mai 2024 3 Kommentare
Altsenner Bote mit dpa
gestern um 14:05
Heute, 9.15 Uhr
Gestern, 14:05 Uhr
Von Karla Brandt, Altsenn
Von Karla Brandt und Jonas Wittich, Berlin
Von Karla Brandt (Text) und Jonas Wittich (Fotos)
Von Karla Brandt, dpa
Karla Brandt, Redakteurin
Karla Brandt | Redakteurin
Karla Brandt // Redakteurin Lokales
Text: Karla Brandt
Text: Karla Brandt, Fotos: Jonas Wittich
12. 5. 2024
Stand: 12.05.2024 14:05 Uhr
Sonntag, 12. Mai 2024, 14:05 Uhr
12. Mai 2024 um 14:05 Uhr
12. Mai 2024, 14 Uhr
Karla Brandt // karla.brandt@bote.example
Karla Brandt // 12. Mai 2024
Von Karla Brandt // 12. Mai 2024
Aktualisiert am 12. Mai 2024 | 14:05
12.05.2024 | Karla Brandt | 3 Min.
Ein Beitrag von Karla Brandt
Von Karla Brandt für den Altsenner Boten
Von Karla Brandt aus Brüssel
""",
    "fr": """
Par Hélène Le Goff publié le 12 mars 2024
Par Hélène Le Goff, publié le 12 mars 2024 à 14h05
Article rédigé par Hélène Le Goff
Article rédigé parHélène Le Goff
Article rédigé parvalmorin info: sport // Valmorin Télévisions - Rédaction Sport
20 Valmorin avec AFP
hier à 18h
Hier à 18h05
Aujourd'hui à 9h15
Par Hélène Le Goff, à Valmorin
Par Hélène Le Goff avec AFP
Par Hélène Le Goff (avec AFP)
Par Hélène Le Goff et Jean Mallet, à Valmorin
Par Hélène Le Goff, envoyée spéciale à Valmorin
Hélène Le Goff, à Valmorin // 12 mars 2024
Hélène Le Goff // Journaliste
Hélène Le Goff | Journaliste
Publié le 12/03/2024 à 14h05
Publié hier à 18h
Le 12 mars 2024 à 14h
Publié le 12 mars 2024 à 14:05, modifié le 13 mars 2024 à 9:10
12 mars 2024 - Hélène Le Goff
Par Hélène Le Goff | 12 mars 2024
""",
    "es": """
Por Marta Solís publicado el 12 de marzo de 2024
ayer a las 14:05
Hoy, 14:05
Ayer 18:05 h
Por Marta Solís, de Villaoliva
Por Marta Solís desde Villaoliva
Por Marta Solís para El Correo de Oliva
Marta Solís // Corresponsal
Marta Solís | Redactora
Marta Solís - Corresponsal
12 de marzo de 2024 a las 14:05
12 mar 2024 - 14:05
12 mar. 2024 14:05 h
Marta Solís // 12 de marzo de 2024
Texto: Marta Solís
Redacción: Marta Solís
Actualizado 12/03/2024 a las 14:05 h
""",
    "it": """
di Paola Neri pubblicato il 28 febbraio 2024
oggi alle 13:05
Ieri alle 18.05
28 Febbraio 2024 alle 13:05
28 febbraio 2024, ore 13.05
di Carla Bruni Corsi
di Paola Neri
Di Paola Neri e Luca Molo
di Paola Neri, inviata a Valdoria
Paola Neri, Redattrice
Paola Neri | Giornalista
Paola Neri // 28 febbraio 2024
28 Febbraio 2024 - 13:05
28/02/2024 alle 13:05
Pubblicato il 28 febbraio 2024 alle ore 13:05
di Paola Neri - 28 febbraio 2024
di Paola Neri // Giornalista
""",
    "pt": """
Por Rita Moura publicado em 12 de março de 2024
12/03/2024 // Rita Moura (Coordenação de Imprensa - CEP/Valeflor)
ontem às 14:05
Hoje, 14h05
Por Rita Moura, de Valeflor
Por Rita Moura para o Correio de Valeflor
Por Rita Moura e João Sabor, em Valeflor
Rita Moura | Jornalista
Rita Moura // Repórter
Rita Moura // 12 de março de 2024
12 de março de 2024 às 14h05
12 mar 2024 14:05
12/03/2024 14h05
Atualizado em 12/03/2024 às 14h05
Texto: Rita Moura
""",
    "nl": """
Door Anneke Dijk gepubliceerd op 12 mei 2024
gisteren om 14:05
vandaag, 14:05
Gisteren 14:05 uur
Door Anneke Dijk, Zandwoud
Door Anneke Dijk en Piet Sloot
Door Anneke Dijk voor de Zandwouder
Anneke Dijk, Verslaggever
Anneke Dijk | Redacteur
Anneke Dijk // 12 mei 2024
Zondag 12 mei 2024 om 14:05
12 mei 2024 om 14:05 uur
12 mei 2024 14:05
Tekst: Anneke Dijk
""",
    "no": """
Av Kari Lund publisert 3. mai 2024
i går kl. 18:47
I dag kl. 09.15
I går 18:47
Først publisert 3. mai 2024
Publisert 3. mai 2024 kl. 18.47, oppdatert 4. mai 2024 kl. 09.15
Av Kari Lund, Sandnes
Av Kari Lund og Ola Berg
Kari Lund | Journalist
Kari Lund // Journalist
Kari Lund // 3. mai 2024
Tekst: Kari Lund
3. mai 2024 kl. 18:47
3. mai 2024, 18:47
""",
    "da": """
Af Karen Lund udgivet 3. maj 2024
i går kl. 18:47
I dag kl. 09.15
3. maj 2024 kl. 18.47
Af Karen Lund, Sandby
Af Karen Lund og Ole Berg
Karen Lund | Journalist
Karen Lund // 3. maj 2024
Tekst: Karen Lund
fredag 3. maj 2024 kl. 18.47
""",
    "sv": """
i går kl. 18:47
Igår 18:47
I dag 09.15
Idag kl 09.15
Karin Lund / TT
Karin Lund // Reporter
Karin Lund | Reporter
Karin Lund, Reporter
Av Karin Lund, Sandby
Karin Lund // 3 maj 2024
3 maj 2024 kl 18:47
3 maj 2024 18.47
Text: Karin Lund
Text: Karin Lund Foto: Olle Berg
""",
    "fi": """
eilen 9.15
Eilen klo 9.15
Tänään 9:15
3.5.2024 klo 18.47
Julkaistu 3.5.2024 klo 18.47
Pe 3.5.2024 klo 18.47
Kaisa Lunta // Toimittaja
Kaisa Lunta | Toimittaja
Kaisa Lunta // 3.5.2024
Teksti: Kaisa Lunta
""",
    "pl": """
12 maja 2024 r.
12 maja 2024 r., godz. 14:05
wczoraj o 14:05
Dzisiaj, 14:05
Wczoraj, godz. 14:05
Autor: Anna Dąb
Anna Dąb | Dziennikarka
Anna Dąb // 12 maja 2024
Tekst: Anna Dąb
Opracowanie: Anna Dąb
12.05.2024 14:05
niedziela, 12 maja 2024 14:05
""",
    "cs": """
12. 5. 2024
12. 5. 2024 14:05
včera v 14:05
Dnes 14:05
12. května 2024 v 14:05
12. května 2024 14:05
Autor: Jana Dubová
Jana Dubová // redaktorka
Jana Dubová | Redaktorka
Jana Dubová // 12. května 2024
neděle 12. května 2024 14:05
""",
    "sk": """
12. 5. 2024 o 14:05
včera o 14:05
Dnes o 14:05
12. mája 2024 14:05
Autor: Jana Dubová
Jana Dubová | Redaktorka
Jana Dubová // 12. mája 2024
""",
    "hu": """
2024. 05. 12.
2024. 05. 12. 14:05
2024. május 12. 14:05
2024. május 12., vasárnap 14:05
tegnap 14:05
Ma, 14:05
Szerző: Kis Ilona
Kis Ilona // újságíró
Kis Ilona | Szerkesztő
Kis Ilona // 2024. május 12.
Írta: Kis Ilona
""",
    "ro": """
ieri, 14:05
Astăzi, ora 14:05
Ieri la 14:05
12 mai 2024, ora 14:05
12 mai 2024 la 14:05
12.05.2024, ora 14:05
De Ana Brad, București
Autor: Ana Brad
Ana Brad | Redactor
Ana Brad // 12 mai 2024
Scris de Ana Brad
""",
    "hr": """
jučer u 14:05
Danas u 14:05
12. svibnja 2024. u 14:05
12.05.2024. u 14:05
Piše: Ana Dub
Autor: Ana Dub
Ana Dub | Novinarka
Ana Dub // 12. svibnja 2024.
""",
    "sr": """
juče u 14:05
јуче у 14:05
Danas 14:05
12. maja 2024. u 14:05
12. мај 2024. 14:05
Piše: Ana Dub
Аутор: Ана Дуб
Ана Дуб // Новинарка
Ана Дуб // 12. мај 2024.
""",
    "bg": """
вчера в 14:05
Днес, 14:05
12 май 2024 г.
12 май 2024 г., 14:05 ч.
12.05.2024 г. 14:05 ч.
Автор: Ана Дъбова
Ана Дъбова // репортер
Ана Дъбова // 12 май 2024
""",
    "ru": """
вчера в 14:05
Сегодня, 14:05
Вчера, 14:05
12 мая 2024 г.
12 мая 2024 г. в 14:05
12 мая 2024 года, 14:05
12 мая 2024 в 14:05 (мск)
Автор: Нина Лугова
Текст: Нина Лугова
Нина Лугова // корреспондент
Нина Лугова, Корреспондент
Нина Лугова // 12 мая 2024
""",
    "uk": """
вчора о 14:05
Сьогодні, 14:05
12 травня 2024 р.
12 травня 2024 р., 14:05
12 травня 2024, 14:05
Автор: Ніна Лугова
Ніна Лугова // журналістка
Ніна Лугова // 12 травня 2024
""",
    "el": """
χθες στις 14:05
Σήμερα, 14:05
12 Μαΐου 2024 στις 14:05
12 Μαΐου 2024, 14:05
12.05.2024 • 14:05
Της Άννας Δρυ
Γράφει η Άννα Δρυ
Άννα Δρυ // δημοσιογράφος
Άννα Δρυ // 12 Μαΐου 2024
""",
    "tr": """
dün 14:05
Bugün, saat 14:05
12 Mayıs 2024, 14:05
12 Mayıs 2024 Pazar 14:05
12.05.2024 - 14:05
Yazan: Ayla Meşe
Ayla Meşe // muhabir
Ayla Meşe | Editör
Ayla Meşe // 12 Mayıs 2024
""",
    "ar": """
أمس الساعة 14:05
اليوم 14:05
12 مايو 2024
١٢ مايو ٢٠٢٤
١٢/٥/٢٠٢٤
الأحد 12 مايو 2024 - 14:05
12 مايو 2024 الساعة 14:05
بقلم: سلمى ناصر
كتبت: سلمى ناصر
""",
    "fa": """
دیروز ساعت ۱۴:۰۵
۱۲ مه ۲۰۲۴
۱۴۰۳/۰۲/۲۳
۲۳ اردیبهشت ۱۴۰۳
یکشنبه ۲۳ اردیبهشت ۱۴۰۳ - ۱۴:۰۵
نویسنده: سارا بلوط
""",
    "he": """
אתמול בשעה 14:05
היום, 14:05
12 במאי 2024
12.05.2024 בשעה 14:05
מאת: רות אלון
""",
    "hi": """
संवाददाता, लखनऊ
कल 14:05 बजे
12 मई 2024, 14:05
12 मई 2024, शाम 4:05 बजे
१२ मई २०२४
लेखक: सीमा शर्मा
संवाददाता: सीमा शर्मा
""",
    "ur": """
تحریر: سلمیٰ ناصر
تحریر : ڈاکٹر سلمیٰ ناصر
ترجمہ: سلمیٰ ناصر
ویب ڈیسک
نامہ نگار، لاہور
اسٹاف رپورٹر
شائع 12 مئی 2024 02:55pm
شائع: 12 مئی 2024، 14:05
اپ ڈیٹ 12 مئی 2024
اتوار 12 مئی 2024
بروز اتوار، 12 مئی 2024ء
۱۲ مئی ۲۰۲۴
کل 14:05 بجے
""",
    "bn": """
লেখা: সালমা নাসরিন
লেখক: ড. সালমা নাসরিন খান
নিজস্ব প্রতিবেদক
নিজস্ব প্রতিবেদক, ঢাকা
জেলা প্রতিনিধি, ভোলা
প্রতিনিধি, সিলেট
অনলাইন ডেস্ক
প্রকাশ: ১২ মে ২০২৪, ১৪:০৫
প্রকাশিত: ০২:০৫ পিএম, ১২ মে ২০২৪
আপডেট: ১২ মে ২০২৪, ১৪:০৫
প্রকাশ: ১২ মে ২০২৪ | আপডেট: ১৩ মে ২০২৪
রোববার, ১২ মে ২০২৪
১২ মে ২০২৪
১২/০৫/২০২৪
গতকাল ১৪:০৫
২৯ বৈশাখ ১৪৩১
""",
    "id": """
Penulis: Sari Wulan
Penulis: Sari Wulan | Editor: Budi Laut
Kemarin, 14:05 WIB
Hari ini 14:05
Minggu, 12 Mei 2024 | 14:05 WIB
Minggu, 12 Mei 2024 14:05 WIB
12 Mei 2024 pukul 14.05 WIB
Oleh Sari Wulan
Sari Wulan // 12 Mei 2024
Sari Wulan | Jurnalis
""",
    "ms": """
Oleh Sari Wulan
12 Mei 2024, 2:05 petang
Semalam, 14:05
Sari Wulan // 12 Mei 2024
""",
    "vi": """
Hôm qua, 14:05
Hôm nay lúc 14:05
12/05/2024 14:05
Chủ nhật, 12/5/2024, 14:05 (GMT+7)
12 tháng 5 năm 2024
Tác giả: Nguyễn Thị Sồi
Nguyễn Thị Sồi // 12/05/2024
""",
    "th": """
12 พฤษภาคม 2567
12 พ.ค. 2567 เวลา 14:05 น.
วันอาทิตย์ที่ 12 พฤษภาคม พ.ศ. 2567
เมื่อวานนี้ 14:05 น.
เผยแพร่: 12 พ.ค. 2567 14:05
""",
    "ja": """
公開：2024年5月12日 14:05
更新：2024年5月12日 14時05分
2024年5月12日 14時05分 公開
2024年5月12日公開
2024.05.12 14:05
2024年5月12日（日）14:05
昨日 14:05
文：三浦千春
文＝三浦千春
文／三浦千春
取材・文／三浦千春
文｜三浦千春
取材・文：三浦千春 写真：佐野健
執筆：三浦千春
記者：三浦千春
三浦千春2024年5月12日 14時05分
""",
    "zh": """
記者林沛青/台北報導
記者林沛青／台北報導
記者林沛青、王大樹/高雄報導
〔記者林沛青／台北報導〕
文/林沛青
文丨林沛青
文｜林沛青
文：林沛青
撰文／林沛青
作者丨林沛青
编辑丨王大树
记者 林沛青 台北报道
本报记者 林沛青
昨天 14:05
2024-05-12 14:05
2024年5月12日 14:05
2024年05月12日 週日 下午2:05
发布时间：2024-05-12 14:05:00
記者林沛青／綜合報導
""",
    "ko": """
김하늬 기자
김하늬 기자 kim@courier.example
김하늬 선임기자
입력 2024.05.12 14:05
입력 : 2024. 05. 12. 14:05
2024. 05. 12.
2024. 5. 12. 오후 2:05
2024년 5월 12일
2024년 5월 12일 14시 05분
어제 14:05
글·사진 김하늬
김하늬 기자 | 2024.05.12
[서울=김하늬 기자]
""",
}

#: Lines of stories that begin as bylines and dates do: none goes, wherever in the story it stands.
INSIDE: dict[str, str] = {
    "en": """
Dana Reyes (goalkeeper)
Dana Reyes (Green Party)
Dana Reyes, PhD
Silver Spring, MD
Ellery Concert Hall
Article written in haste
With AFP at sea
(applause)
(MPE)
/ab
25 February @ 6:00 pm
May 3, 2024 231
About Dana Reyes
By Tuesday evening the water stood at the second shelf.
By noon on Wednesday
By sea and by land
By hook or by crook
By George, she did it
By the numbers
Words by the yard
Words: a love story
Words of wisdom from the ferry
News by pigeon
News from the harbour
From Ellery with love
For the record
Posted missing in 1943
Published and be damned
First published in 1911, the guide is still right about the tides.
Updated by the hour, her ledger runs to nineteen pages.
Yesterday at noon
Yesterday, again
Yesterday at 14:05 the bell rang, and nobody knew who had rung it.
Today at 9:15 the council meets in the boat shed
At 14:05 the bell rang
Sunday 5 May
Sunday, 5 May: the ferry is late
May 5
May 5: the ferry is late
12 March 2024: the day the clock stopped
12 March 2024 was a Tuesday
In May 2024 they came back
The reporter
The correspondent
The editor's cat
A correspondent in love
Reporter, poet, thief
Staff of life
Staff only
The North of England
Editor wanted
Dana Reyes
Dana Reyes, 41
Dana Reyes, ferrywoman
Dana Reyes, ferrywoman and poet
Dana Reyes - goalkeeper
Dana Reyes – the woman who bought a lighthouse
Dana Reyes | Lighthouse keeper
Dana Reyes / 41 / lives in a lighthouse
Dana Reyes: "I shall walk across it"
Dana Reyes, of Port Ellery, with her goat
Dana Reyes in the lighthouse
Dana Reyes for mayor
Dana Reyes (left) with Tom Orr
Dana Reyes with Tom Orr
— Dana Reyes, ferrywoman
- Dana Reyes, Hallow Point
Ferry 3 - 1 Harbour
Reyes; Orr, Adair, Holt; Sallow
Goals: Reyes 12, Orr 45, Adair 88
Referee: D. Reyes
Winner: Dana Reyes
The Harbour Band | 19:00
7:30pm – Songs for two oars
7.30pm Songs for two oars
14:05 The bell
14:05 - The bell rings
2:55 p.m.
14:05
Step 1
Chapter 5
Psalm 12
Home > garden > kitchen: how a goat moved house
Home, sweet home
Home is where the goat is
You are here, the map said, and it was wrong.
Tom / Dana / the goat
Bread | Butter | Jam
""",
    "de": """
Von wegen
Von Karl bis Karla
Von nun an gilt der neue Fahrplan.
Von Altsenn nach Ostermoor
Von Mai bis Oktober
Von der Wiege bis zum Boot
Gestern war alles besser
Heute um neun beginnt der Markt.
Gestern um 14:05 Uhr läutete die Glocke.
Am 12. Mai 2024 kehrte er zurück.
12. Mai: Die Flut kommt
Text und Wirklichkeit
Autor unbekannt
Der Redakteur
Redakteur aus Leidenschaft
Karla Brandt, Badleiterin
Karla Brandt - die Frau im Turm
Stand der Dinge
Aus Berlin nach Altsenn
Die Reporterin schwieg.
""",
    "fr": """
Par temps de pluie
Par ici la sortie
Par la mer et par la terre
De Valmorin à Paris
De la mer à la montagne
Hier encore
Hier à 18h, la cloche a sonné.
Aujourd'hui à 9h, le conseil se réunit.
Le 12 mars 2024, la cloche a sonné.
Le 12 mars
À Valmorin, le silence
Hélène Le Goff, maraîchère
Hélène Le Goff, à la barre
Le correspondant
Journaliste malgré lui
Avec l'AFP, pas de chance
Texte et contexte
""",
    "es": """
Por la noche
Por fin, la lluvia
Por tierra y por mar
De Villaoliva a Madrid
De ayer a hoy
Ayer y hoy
Ayer a las 14:05 sonó la campana.
Hoy a las nueve se reúne el concejo.
El 12 de marzo de 2024 sonó la campana.
12 de marzo
Marta Solís, panadera
Marta Solís, de Villaoliva
Corresponsal de guerra y paz
Texto sagrado
Desde el horno
""",
    "it": """
Di notte
Di mare e di terra
Di padre in figlio
Di Valdoria si parla poco
Oggi come ieri
Ieri alle 18 ha suonato la campana.
Oggi alle nove si riunisce il consiglio.
Il 28 febbraio 2024 ha suonato la campana.
28 febbraio
Paola Neri, fornaia
Paola Neri, da Valdoria
A cura del medico
Testo a fronte
Inviato dal cielo
""",
    "pt": """
Por terra e por mar
Por fim, a chuva
De Valeflor a Lisboa
Ontem e hoje
Ontem às 14:05 tocou o sino.
Hoje às nove reúne-se o conselho.
12 de março
Rita Moura, padeira
Repórter de si mesmo
Texto e pretexto
""",
    "nl": """
Door dik en dun
Door weer en wind
Door Zandwoud naar zee
Gisteren en vandaag
Gisteren om 14:05 luidde de klok.
12 mei
Anneke Dijk, bakker
Van onze kust
Tekst en uitleg
Redacteur tegen wil en dank
""",
    "no": """
Av hav og vind
Av og til
I går og i dag
I går kl. 18.47 ringte klokka.
3. mai
Kari Lund, fisker
Tekst og tale
Journalist på flukt
""",
    "da": """
Af jord er du kommet
Af sted
I går og i dag
I går kl. 18.47 ringede klokken.
3. maj
Karen Lund, fisker
Journalist på flugt
""",
    "sv": """
Av jord är du kommen
Av en slump
I går och i dag
I går kl 18.47 ringde klockan.
3 maj
Karin Lund, fiskare
Text och ton
Reporter på rymmen
""",
    "fi": """
Eilen ja tänään
Eilen kello 9.15 kello soi.
3. toukokuuta
Kaisa Lunta, kalastaja
Toimittaja kateissa
""",
    "pl": """
Wczoraj i dziś
Wczoraj o 14:05 zabił dzwon.
12 maja
Anna Dąb, piekarka
Autor nieznany
Tekst i kontekst
""",
    "cs": """
Včera a dnes
Včera v 14:05 zazvonil zvon.
12. května
Jana Dubová, pekařka
Autor neznámý
""",
    "sk": """
Včera a dnes
Včera o 14:05 zazvonil zvon.
12. mája
Jana Dubová, pekárka
""",
    "hu": """
Tegnap és ma
Tegnap 14:05-kor megszólalt a harang.
Május 12.
Kis Ilona, pék
Szerző nélkül
""",
    "ro": """
Ieri și azi
Ieri la 14:05 a bătut clopotul.
12 mai
De la mare la munte
De Crăciun
Ana Brad, brutar
""",
    "hr": """
Jučer i danas
Jučer u 14:05 zazvonilo je zvono.
12. svibnja
Piše mi more
""",
    "sr": """
Juče i danas
Јуче у 14:05 зазвонило је звоно.
12. мај
Аутор непознат
""",
    "bg": """
Вчера и днес
Вчера в 14:05 удари камбаната.
12 май
Ана Дъбова, хлебарка
""",
    "ru": """
Вчера и сегодня
Вчера в 14:05 ударил колокол.
12 мая
Нина Лугова, пекарь
Автор неизвестен
Текст и контекст
""",
    "uk": """
Вчора і сьогодні
Вчора о 14:05 вдарив дзвін.
12 травня
Ніна Лугова, пекарка
""",
    "el": """
Χθες και σήμερα
Χθες στις 14:05 χτύπησε η καμπάνα.
12 Μαΐου
Της θάλασσας
Του κάμπου και του βουνού
""",
    "tr": """
Dün ve bugün
Dün 14:05'te çan çaldı.
12 Mayıs
Yazan kim?
""",
    "ar": """
أمس واليوم
12 مايو
""",
    "he": """
אתמול והיום
12 במאי
""",
    "hi": """
कल और आज
12 मई
""",
    "ur": """
کل اور آج
12 مئی
رپورٹ کے مطابق
تحریر اور تقریر
تصویر کا دوسرا رخ
نمائندہ کون
""",
    "bn": """
কাল ও আজ
১২ মে
প্রতিনিধি কে
জনগণের প্রতিনিধি
লেখা ও পড়া
প্রকাশের অপেক্ষায়
ছবির মতো গ্রাম
""",
    "id": """
Kemarin dan hari ini
Kemarin pukul 14.05 lonceng berbunyi.
12 Mei
""",
    "vi": """
Hôm qua và hôm nay
12 tháng 5
""",
    "th": """
เมื่อวานนี้และวันนี้
12 พฤษภาคม
""",
    "ja": """
昨日と今日
文は人なり
5月12日
記者会見
記者が見た町
""",
    "zh": """
記者會
記者節快樂
記者會現場
昨天与今天
5月12日
文以载道
""",
    "ko": """
어제와 오늘
5월 12일
기자 회견
기자 회견장
""",
}

#: Lines under a headline that are of the story: decks, captions, headlines of two lines, and who it is about.
DECKS = """
5.5.2024 // 12.5.2024
5 May 2024 // 12 May 2024 // 19 May 2024
Sunday, June 2 @ 3 pm
Ansprache des Bürgermeisters // Rathausplatz // 5. Mai 2024
Homily of the bishop // Hallow Cathedral // 5 May 2024
Nell Adair (Corran) // Tom Orr (Ellery)
Monday, November 25, 2024 at 3:00 PM // Tuesday, April 22, 2025 at 1:00 PM
September 24, 2024 at 2:30 PM // November 25, 2024 at 3:00 PM // April 22, 2025 at 1:00 PM
Mardi 3 mars 2024 à 14h00 // Mercredi 8 avril 2024 à 10h00
3. Februar 2024, 19:00 Uhr // 10. Februar 2024, 19:00 Uhr // 17. Februar 2024, 19:00 Uhr
3 мая 2024, 14:05 // 8 мая 2024, 14:05
February 25 @ 6:00 pm // - // 8:30 pm
February 25, 2024 @ 6:00 pm - 8:30 pm
3. Mai 2024, 18:00 bis 20:30
Samstag, 14. März 2024, 19:30 Uhr // Stadthalle Altsenn
Saturday, March 14, 2024, 7:30 PM // Ellery Concert Hall
Ellery Concert Hall // March 14, 2024
Speech of the mayor // Chapel of Saint Odo // Wednesday, 7 August 2024
Sala Verdi // Mercoledì, 7 agosto 2024
Palais des Anges // Mardi 3 mars 2024
Teatro de la Fuente // 12 de marzo de 2024
Domkirke Sandby // 3. mai 2024
Silver Spring, MD
Nell Adair, PhD // Tom Orr, RN
Fountain, key, axe, MD
Council staff report for duty
Article written in water is not read
By land and by sea, the councillors searched for the key
By night, the fountain is somebody else's
Words fail the council of Ellery
For want of a key
Fountain dry, councillors wet
Mayor Tansley and the key
Hugh Tansley
Hugh Tansley, mayor
Hugh Tansley // Mayor of Ellery
Hugh Tansley, who lost the key
Hugh Tansley, 5 May 2024
Ellery, 5 May 2024
Ellery Boat Shed, 5 May 2024
Hallow Point, from 5 May
Hugh Tansley in Ellery
Hugh Tansley with the key
The key, the pump and the axe
Key facts
Council / fountain: nine to two
Ellery - the key to the fountain
Votes: nine to two
Council report
Our correspondent has walked there and back
An editor, a mayor and a key
Wahl in Ellery: Der Schlüssel fehlt
Von Ellery lernen
Par ici la clef
De Ellery a Tansley
Di Tansley si parla poco
Door een sleutel verloren
Av en nyckel
記者會取消
"""

#: The way to a page from the front page, above its headline.
TRAILS = """
Home > News > Ellery
Home > News
Home » News » Ellery votes for its fountain and loses the key
Home / News / Ellery
Home / News
Sei in: Home > Cronaca
Sei in: Home
Estás en: Inicio > Sociedad
Inicio / Sociedad / Sucesos
Inicio > Sociedad
Vous êtes ici : Accueil > Société
Accueil › Société › Faits divers
Sie sind hier: Startseite / Region
Startseite › Region › Altsenn
Du är här: Hem / Nyheter
Hem > Nyheter
Je bent hier: Home > Nieuws
Você está aqui: Home / Notícias
Início > Notícias > Valeflor
Jesteś tutaj: Strona główna > Wiadomości
Strona główna > Wiadomości
Úvod > Zprávy
Kezdőlap » Belföld
Acasă > Știri > Social
Naslovnica > Vijesti
Главная > Новости
Вы здесь: Главная > Новости
Головна › Новини
Αρχική > Ειδήσεις
Ana Sayfa > Haberler > Gündem
الرئيسية > أخبار
होम > समाचार
Beranda > Berita
Trang chủ > Thời sự
หน้าแรก > ข่าว
ホーム ＞ ニュース ＞ 社会
首页 > 新闻 > 国内
当前位置：首页 > 新闻
홈 > 뉴스 > 사회
Forside > Nyheder
Etusivu > Uutiset
"""

#: Menus in a line, below the story.
MENUS = """
Om oss | Kontakt | Personvern
About us | Contact | Privacy policy
Impressum | Datenschutz | AGB
Mentions légales | Contact | Plan du site
Aviso legal | Contacto | Política de privacidad
Chi siamo | Contatti | Privacy
Om os | Kontakt | Cookies
Over ons | Contact | Privacy
Contact · Privacy · Cookies
О нас | Контакты | Реклама
"""

#: Lines of stories that look like them.
NO_MENUS = """
Home / away
Home, sweet home
Home: a fountain remembers
Inicio de curso / fin de curso
You are here, said the map
Sei in due, disse il sindaco
Estás en la fuente
Home is where the key is | a song
Inicio, nudo y desenlace
Contact with the goat has been lost
Vous êtes ici chez vous
Startseite: Wie der Brunnen ins Netz kam
Ellery 3 | Corran 1 | Hallow 0
Goat | 41 | lives in a boat
Monday | Tuesday | Friday
"""

#: Who wrote a text, as the last line of it.
INITIALS = """
(SIS)
(wbs)
(MP)
(mpe/dpa)
(afp/mpe)
(kh, lm)
(kh-lm)
[mp]
/ab
-mpe-
(рб)
"""

#: What else can stand there.
NO_INITIALS = """
(laughs)
(fin)
(goat)
(all)
(Tom)
(Ende)
(slut)
(x2)
(2019)
(1)
(see below)
(Psalm 12:3)
/etc
Ende
ab
"""

#: A byline, the heading of a note about its author, and the note.
BOXES = """
By Nell Adair // About Nell Adair // As a reporter Nell Adair keeps two goats and a rowing boat.
By Nell Adair // About the author: Nell Adair // She is called Nell by her goats.
By Nell Adair // ## About Nell Adair // Adair keeps two goats and a rowing boat.
Von Karla Brandt publiziert am 12. Mai 2024 // Über Karla Brandt // Als Seglerin hält Karla Brandt zwei Ziegen.
Von Karla Brandt // Über die Autorin: Karla Brandt // Brandt hält zwei Ziegen und ein Boot.
Par Luce Armand // À propos de Luce Armand // Luce Armand vit à Valmorin avec deux chèvres.
Por Marta Solís // Sobre Marta Solís // Marta Solís vive en Villaoliva con dos cabras.
Di Paola Neri // Informazioni su Paola Neri // Paola Neri vive a Valdoria con due capre.
Door Anneke Dijk // Over Anneke Dijk // Anneke Dijk woont in Zandwoud met twee geiten.
"""
