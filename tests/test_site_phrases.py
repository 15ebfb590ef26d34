"""What sites say of themselves in many languages, and sentences of stories that begin or go on with the same words."""

import pytest

from cleaner import Cleaner

#: Two sentences of a story in each language, between and below which the lines stand.
STORIES = {
    "en": ("The mayor opened the new fish market at the harbour on Monday.", "Two hundred people came to look."),
    "fa": ("شهردار روز دوشنبه بازار تازه ماهی را در بندر گشایش داد.", "دویست نفر برای دیدن آن آمدند."),
    "hu": ("A polgármester hétfőn megnyitotta az új halpiacot a kikötőben.", "Kétszáz ember jött el megnézni."),
    "id": ("Wali kota membuka pasar ikan baru di pelabuhan pada hari Senin.", "Dua ratus orang datang melihatnya."),
    "ru": ("В понедельник мэр открыл новый рыбный рынок в порту.", "Посмотреть на него пришли двести человек."),
    "uk": ("У понеділок мер відкрив новий рибний ринок у порту.", "Подивитися на нього прийшли двісті людей."),
    "zh": ("市长星期一在港口为新的鱼市场揭幕。", "约有两百名居民到场参观。"),
}


def left(language: str, line: str) -> bool:
    """Whether the line is still there when it stands below the story."""
    return line in Cleaner(preset="news")("\n\n".join([*STORIES[language], line]) + "\n").text


@pytest.mark.parametrize(
    ("language", "line"),
    [
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
