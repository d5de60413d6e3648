"""
The currencies of ISO 4217 and how many decimals their smallest unit has.

Terms: currency 币种, minor unit 最小货币单位 (分 for CNY).
Source: ISO 4217 list one (active codes, funds codes included). Precious metals, special drawing rights and test codes
have no minor unit and no invoices; they are left out. A code withdrawn since 2023 stays, because old items carry it.
"""

from dataclasses import dataclass

from onaccount.kernel.reasons import Refusal


@dataclass(frozen=True, slots=True)
class Currency:
    """One currency: its three-letter code and the number of decimals of its smallest unit."""

    code: str
    minor_units: int


_CODES_BY_MINOR_UNITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
        CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF
        IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
        MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP
        SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER
        ZAR ZMW ZWG
        ANG BGN HRK
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

CURRENCIES = {
    code: Currency(code, minor_units) for minor_units, codes in _CODES_BY_MINOR_UNITS.items() for code in codes.split()
}


def currency(code: str) -> Currency:
    """The currency with this exact upper-case code. Refuses `currency.unknown`."""
    found = CURRENCIES.get(code)
    if found is None:
        raise Refusal("currency.unknown", code=code)
    return found
