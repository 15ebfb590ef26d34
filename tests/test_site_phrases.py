"""What sites say of themselves in many languages, and sentences of stories that begin or go on with the same words."""

import pytest

from cleaner import Cleaner

#: Two sentences of a story in each language, between and below which the lines stand.
STORIES = {
    "ar": ("افتتح رئيس البلدية يوم الاثنين سوق السمك الجديد في الميناء.", "وحضر مئتا شخص لمشاهدته."),
    "ca": ("L'alcaldessa va inaugurar dilluns el mercat nou del peix al port.", "Dues-centes persones hi van anar."),
    "cs": ("Starostka v pondělí otevřela v přístavu nový rybí trh.", "Podívat se na něj přišlo dvě stě lidí."),
    "da": ("Borgmesteren åbnede mandag det nye fisketorv på havnen.", "To hundrede mennesker kom for at se det."),
    "el": ("Ο δήμαρχος εγκαινίασε τη Δευτέρα τη νέα ψαραγορά στο λιμάνι.", "Διακόσιοι άνθρωποι ήρθαν να τη δουν."),
    "en": ("The mayor opened the new fish market at the harbour on Monday.", "Two hundred people came to look."),
    "es": ("La alcaldesa inauguró el lunes el nuevo mercado de pescado.", "Doscientas personas fueron a verlo."),
    "et": (
        "Linnapea avas esmaspäeval vana sadama kõrval uue kalaturu, kus on ruumi neljakümnele kalurile.",
        "Seda tuli vaatama kakssada inimest, kellest pooled ostsid kohe ka kala.",
    ),
    "fa": ("شهردار روز دوشنبه بازار تازه ماهی را در بندر گشایش داد.", "دویست نفر برای دیدن آن آمدند."),
    "fi": ("Kaupunginjohtaja avasi maanantaina satamassa uuden kalatorin.", "Sitä tuli katsomaan kaksisataa ihmistä."),
    "hu": ("A polgármester hétfőn megnyitotta az új halpiacot a kikötőben.", "Kétszáz ember jött el megnézni."),
    "id": ("Wali kota membuka pasar ikan baru di pelabuhan pada hari Senin.", "Dua ratus orang datang melihatnya."),
    "lt": ("Meras pirmadienį uoste atidarė naują žuvų turgų.", "Jo pažiūrėti atėjo du šimtai žmonių."),
    "no": ("Ordføreren åpnet mandag det nye fisketorget på havna.", "To hundre mennesker kom for å se det."),
    "ru": ("В понедельник мэр открыл новый рыбный рынок в порту.", "Посмотреть на него пришли двести человек."),
    "sk": ("Primátorka v pondelok otvorila v prístave nový rybí trh.", "Pozrieť si ho prišlo dvesto ľudí."),
    "sv": ("Borgmästaren öppnade på måndagen det nya fisktorget i hamnen.", "Tvåhundra människor kom för att se det."),
    "uk": ("У понеділок мер відкрив новий рибний ринок у порту.", "Подивитися на нього прийшли двісті людей."),
    "zh": ("市长星期一在港口为新的鱼市场揭幕。", "约有两百名居民到场参观。"),
}


def left(language: str, line: str) -> bool:
    """Whether the line is still there when it stands below the story."""
    return line in Cleaner(preset="news")("\n\n".join([*STORIES[language], line]) + "\n").text


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ar", "فيديو قد يعجبك:"),
        ("ca", "Et pot interessar"),
        ("ca", "Continua llegint"),
        ("ca", "Subscriu-te al nostre butlletí i rep-lo cada matí"),
        ("cs", "Pokračovat na celý článek"),
        ("da", "Send til en kollega"),
        ("el", "Κοινοποιήσεις"),
        ("el", "Διαβάζονται τώρα"),
        ("es", "Cargando el vídeo..."),
        ("es", "Publicado por"),
        ("et", "Artikkel jätkub pärast reklaami"),
        ("et", "Seotud lood"),
        ("et", "Liitu uudiskirjaga"),
        ("fi", "Kommentoi Ilmoita asiavirheestä"),
        ("lt", "Skaityti visą straipsnį"),
        ("lt", "Užsakomasis turinys"),
        ("no", "Nyhetstips 03210"),
        ("sk", "Práve vysielame"),
        ("sv", "Publicerad"),
        ("sv", "Det krävs ett premiumpaket för att se detta innehållet."),
        ("hu", "Tovább a teljes cikkre..."),
        ("en", "Contact Reporter"),
        ("en", "Reproduction in whole or in part without permission is prohibited."),
        ("en", "This article was initially published on Harbour.com: A goat at the market"),
        ("fa", "استفاده از مطالب این سایت با ذکر منبع آزاد است"),
        ("fa", "استفاده از مطالب سایت بندر با ذکر منبع بلامانع است"),
        ("hu", "Kapcsolódó cikkek"),
        ("hu", "Kapcsolódó cikkek:"),
        ("id", "Bergabunglah dengan saluran WhatsApp kami untuk berita terbaru"),
        ("ru", "При использовании материалов сайта ссылка на «Портовый вестник» обязательна."),
        ("ru", "При использовании материалов «Портового вестника» ссылка обязательна"),
        ("ru", "При цитировании материалов ссылка на сайт обязательна"),
        ("uk", "При використанні матеріалів сайту посилання на «Портовий вісник» обов'язкове"),
        ("uk", "При використанні матеріалів «Портового вісника» посилання обов'язкове"),
        ("zh", "（图片来自网络）"),
        ("zh", "图片来自网络，侵删"),
    ],
)
def test_what_sites_say_goes(language: str, line: str) -> None:
    assert not left(language, line)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ca", "Et pot interessar la pesca, va dir la farera al nen, o no."),
        ("cs", "Pokračovat na celý článek prý odmítl, a tak noviny vyšly s bílým místem."),
        ("da", "Send til en kollega, hvad du ikke selv kan spise, rådede kokken."),
        ("el", "Αναγνώσεις ποιημάτων έγιναν κάθε βράδυ στο λιμάνι, είπε ο δήμαρχος."),
        ("es", "Publicado por su viuda, el libro se agotó en tres días."),
        ("et", "Seotud lood olid kõik ühest ja samast laevast, ütles muuseumi juhataja."),
        ("fi", "Ilmoita asiavirheestä opettajalle, oppilaita neuvottiin."),
        ("lt", "Susiję straipsniai buvo spausdinami trijuose laikraščiuose, sakė istorikė."),
        ("no", "Nyhetstips fikk avisa aldri, fortalte redaktøren på pensjonistmøtet."),
        ("sk", "Práve vysielame prvú loď, volal prístavný veliteľ na nábrežie."),
        ("sv", "Publicerad blev boken först efter hans död, berättar dottern."),
        ("en", "Contact reporter Dana Reyes was the first to reach the bridge, the court heard."),
        ("en", "Reproduction in whole populations fell by a third, the biologists found."),
        ("en", "This article was initially published on the wall of a pub, and nobody believed it."),
        ("fa", "استفاده از مطالب این کتاب در کلاس درس به دانش‌آموزان کمک کرد."),
        ("hu", "Kapcsolódó cikkek jelentek meg három külföldi lapban is, mondta a kutató."),
        ("id", "Bergabunglah dengan tim, pinta pelatih kepada bek berusia 24 tahun itu."),
        ("ru", "При использовании материалов низкого качества мост пришлось чинить дважды, сказал инженер."),
        ("ru", "При цитировании материалов дела адвокат ошибся дважды."),
        ("uk", "При використанні матеріалів низької якості міст довелося ремонтувати двічі, сказав інженер."),
        ("zh", "警方说，这张图片来自网络，与当天的事故无关。"),
    ],
)
def test_sentences_of_stories_stay(language: str, line: str) -> None:
    assert left(language, line)
