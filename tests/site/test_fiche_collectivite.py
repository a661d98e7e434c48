"""The authority's sheet: its whole chain, its history, its likes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from collectivites.carte_territoire import Point, carte_territoire
from collectivites.comparables import comparables
from publication.actions import publier, retirer, synchroniser
from publication.models import Publication, Version
from tests import factories as f
from tests.site.test_pages import texte

pytestmark = pytest.mark.django_db


def en_ligne(fiche):
    publier(fiche=fiche, par=f.UtilisateurFactory())
    return fiche


def lisible(reponse) -> str:
    return texte(reponse).replace("\u202f", " ").replace("\xa0", " ")


def test_moyens_sur_plusieurs_annees_se_dessinent(client) -> None:
    politique = f.PolitiqueFactory()
    for annee, total in ((2019, 1000), (2020, 2000)):
        f.BudgetFactory(
            politique=politique, annee=annee, total=Decimal(total), fonctionnement=None, investissement=None
        )
        f.EffectifFactory(politique=politique, annee=annee)
    en_ligne(politique.collectivite)
    en_ligne(politique)
    for adresse in (politique.collectivite.get_absolute_url(), politique.get_absolute_url()):
        page = client.get(adresse)
        assert "Budget ESS au fil des ans" in texte(page)
        assert "Équipe ESS au fil des ans" in texte(page)
        assert 'width="50"' in page.content.decode()


def test_budgets_en_deux_parties_s_empilent_et_leur_detail_se_deplie(client) -> None:
    politique = f.PolitiqueFactory()
    for annee in (2019, 2020):
        f.BudgetFactory(
            politique=politique,
            annee=annee,
            total=Decimal(300),
            fonctionnement=Decimal(200),
            investissement=Decimal(100),
        )
    en_ligne(politique.collectivite)
    en_ligne(politique)
    page = client.get(politique.get_absolute_url())
    assert page.context["graphiques"][0].est_empile
    assert "Détail, précisions et sources" in texte(page)


def test_moyens_d_une_seule_annee_se_disent_en_clair(client) -> None:
    politique = f.PolitiqueFactory()
    f.BudgetFactory(politique=politique, annee=2019, total=Decimal(1000), fonctionnement=None, investissement=None)
    f.EffectifFactory(politique=politique, annee=None, etp=Decimal("1.5"))
    en_ligne(politique.collectivite)
    en_ligne(politique)
    page = client.get(politique.get_absolute_url())
    assert "1 000 € de budget ESS en 2019" in lisible(page)
    assert "1,5 ETP pour l’ESS, en équivalents temps plein, année non précisée" in lisible(page)
    assert page.context["graphiques"] == []
    assert "Budget consacré à l’ESS, en euros" not in texte(page)


def test_projets_disent_ce_que_cette_collectivite_a_accorde(client) -> None:
    mienne, autre = f.CollectiviteFactory(publie=True), f.CollectiviteFactory(publie=True)
    projet = f.ProjetFactory(resume="x")
    f.SubventionFactory(projet=projet, collectivite=mienne, montant_conventionne=700, annee=2019, date_convention=None)
    f.SubventionFactory(projet=projet, collectivite=autre, montant_conventionne=900)
    en_ligne(projet)
    page = lisible(client.get(mienne.get_absolute_url()))
    assert "Total accordé par cette collectivité, quand le montant est connu 700 €" in page
    assert "900 €" not in page


def test_au_dela_des_premiers_projets_le_total_les_compte_tous_et_un_lien_y_mene(client, monkeypatch) -> None:
    monkeypatch.setattr("publication.fiches.PROJETS_MONTRES", 1)
    mienne = f.CollectiviteFactory(publie=True)
    for nom, montant in (("Atelier", 700), ("Bocal", 200)):
        projet = f.ProjetFactory(nom=nom)
        f.SubventionFactory(projet=projet, collectivite=mienne, montant_conventionne=montant)
        en_ligne(projet)
    reponse = client.get(mienne.get_absolute_url())
    page = lisible(reponse)
    assert "quand le montant est connu 900 €" in page
    assert "Les 1 premiers projets sur 2" in page
    assert "Atelier" in page
    assert "Bocal" not in page
    assert f"/subventions/?collectivite={mienne.uid}" in reponse.content.decode()


def test_temoignages_et_communes_sont_sur_la_fiche(client) -> None:
    epci = f.CollectiviteFactory(type="communaute_communes")
    f.CommuneFactory(nom="Saint-Exemple", epci=epci)
    en_ligne(epci)
    ressource = f.RessourceFactory()
    f.InterventionFactory(ressource=ressource, collectivite=epci, texte="Nous avons essayé.")
    en_ligne(ressource)
    page = texte(client.get(epci.get_absolute_url()))
    assert "Nous avons essayé." in page
    assert "1 commune, d’après le code officiel géographique" in page
    assert "Saint-Exemple" in page


def test_departement_a_les_communes_de_son_code_et_la_region_aucune(client) -> None:
    departement = f.DepartementFactory()
    f.CommuneFactory(nom="Dedans", departement=departement, region=departement.region)
    lieu = {"region": departement.region, "departement": departement}
    conseil = f.CollectiviteFactory(type="departement", code_insee=departement.pk, publie=True, **lieu)
    region = f.CollectiviteFactory(type="region", code_insee=departement.region_id, publie=True, **lieu)
    assert "Dedans" in texte(client.get(conseil.get_absolute_url()))
    assert "Dedans" not in texte(client.get(region.get_absolute_url()))


def test_comparables_donnent_leurs_raisons_et_les_plus_proches_d_abord() -> None:
    moi = f.CollectiviteFactory(publie=True, type="departement", population=100_000)
    loin = f.CollectiviteFactory(publie=True, type="departement", population=900_000)
    proche = f.CollectiviteFactory(publie=True, type="departement", population=110_000)
    f.CollectiviteFactory(publie=True, type="commune", population=100_000)
    autre = f.CollectiviteFactory(publie=True, type="region", population=None)
    theme = f.ThematiqueFactory(nom="Tiers-lieux")
    for collectivite in (moi, autre):
        politique = f.PolitiqueFactory(collectivite=collectivite)
        politique.thematiques.add(theme)
        en_ligne(politique)
    f.CollectiviteFactory(type="departement", population=100_000)
    trouvees = comparables(Publication.objects.get(pk=moi.uid), {theme.slug: theme.nom})
    assert [c.publication.pk for c in trouvees] == [proche.uid, loin.uid, autre.uid]
    assert trouvees[0].raisons == ["même type : département", "populations proches"]
    assert trouvees[2].raisons == ["thèmes communs : Tiers-lieux"]


def test_comparables_disent_la_ruralite_commune() -> None:
    pareilles = [f.CollectiviteFactory(type="communaute_communes") for _ in range(2)]
    for epci in pareilles:
        f.CommuneFactory(epci=epci, population=300)
        en_ligne(epci)
    (trouvee,) = comparables(Publication.objects.get(pk=pareilles[0].uid), {})
    assert "plutôt rurale" in trouvee.raisons


def test_identifiant_mene_a_l_adresse(client) -> None:
    fiche = f.CollectiviteFactory(publie=True)
    reponse = client.get(f"/collectivites/{fiche.uid}/")
    assert (reponse.status_code, reponse.headers["Location"]) == (301, fiche.get_absolute_url())
    assert f"/collectivites/{fiche.uid}/" in texte(client.get(fiche.get_absolute_url()))


def test_fiche_retiree_mene_a_celle_qui_la_remplace(client) -> None:
    nouvelle = f.CollectiviteFactory(publie=True)
    ancienne = f.CollectiviteFactory(publie=True, remplacee_par=nouvelle)
    assert "Cette collectivité a été remplacée." in texte(client.get(ancienne.get_absolute_url()))
    retirer(fiche=ancienne, motif="Fusion.", par=f.UtilisateurFactory())
    reponse = client.get(ancienne.get_absolute_url())
    assert (reponse.status_code, reponse.headers["Location"]) == (301, nouvelle.get_absolute_url())


def test_historique_dit_quelles_parties_ont_change_sans_leur_contenu(client) -> None:
    fiche = f.CollectiviteFactory(publie=True, presentation="Avant")
    fiche.presentation = "Après"
    fiche.save()
    synchroniser([fiche])
    synchroniser([fiche])
    assert [version.parties for version in Version.objects.order_by("pk")] == [[], ["presentation"]]
    page = texte(client.get(fiche.get_absolute_url()))
    assert "Présentation" in page.split("Historique")[1]
    assert "première mise en ligne" in page
    assert "Avant" not in page
    assert str(Version.objects.order_by("pk")[0]).startswith(str(fiche.uid))


def test_changement_qui_ne_se_voit_pas_n_entre_pas_dans_l_historique() -> None:
    fiche = f.CollectiviteFactory(publie=True)
    fiche.save()
    synchroniser([fiche])
    assert Version.objects.count() == 1
    retirer(fiche=fiche, motif="Essai.", par=f.UtilisateurFactory())
    assert Version.objects.count() == 1


def test_partie_sans_nom_francais_n_est_pas_montree(client) -> None:
    fiche = f.CollectiviteFactory(publie=True)
    Version.objects.create(uid=fiche.uid, parties=["type_libelle", "adhesions"])
    page = texte(client.get(fiche.get_absolute_url())).split("Historique")[1]
    assert "Adhésions" in page
    assert "type_libelle" not in page


def test_carte_situe_et_se_tait_hors_des_contours() -> None:
    dessin = carte_territoire(
        ["35", "22"], [Point(nom="Ici", url="", latitude=48.1, longitude=-1.7)], mis_en_avant="35"
    )
    assert dessin is not None
    assert [trace["est_en_avant"] for trace in dessin["traces"]].count(True) == 1
    x, y = dessin["points"][0]["place"]
    assert 0 < x < dessin["largeur"]
    assert 0 < y < dessin["hauteur"]
    assert carte_territoire(["ZZ"], []) is None


def test_fiche_coute_autant_pour_dix_que_pour_une(cout_constant) -> None:
    collectivite = f.CollectiviteFactory(publie=True)

    def ajouter() -> None:
        politique = f.PolitiqueFactory(collectivite=collectivite, publie=True, complete=True)
        f.DispositifFactory(collectivite=collectivite, politique=politique, publie=True)
        projet = f.ProjetFactory(resume="x")
        f.SubventionFactory(projet=projet, collectivite=collectivite)
        en_ligne(projet)
        f.CollectiviteFactory(publie=True, type=collectivite.type)

    cout_constant(collectivite.get_absolute_url(), ajouter)


def contacts_avant(page: str, *suivants: str) -> bool:
    return all(page.index('id="contacts"') < page.index(f'id="{suivant}"') for suivant in suivants)


def test_contacts_passent_avant_les_communes_et_figurent_au_sommaire(client) -> None:
    epci = f.CollectiviteFactory(
        type="communaute_communes", site_web="https://epci.example.org/", adresse="1 place de la Mairie", ville="Rennes"
    )
    f.CommuneFactory.create_batch(2, epci=epci)
    en_ligne(epci)
    page = client.get(epci.get_absolute_url())
    contenu = page.content.decode()
    assert '<a href="#contacts">À qui s’adresser</a>' in contenu
    assert contacts_avant(contenu, "communes")
    assert contenu.index('id="contacts"') < contenu.index('href="https://epci.example.org/"')
    assert contenu.count('href="https://epci.example.org/"') == 1
    assert "1 place de la Mairie" in texte(page)
    assert "Coordonnées non publiées" not in texte(page)


def test_fiche_sans_coordonnees_le_dit_et_mene_au_formulaire(client) -> None:
    muette = f.CollectiviteFactory(publie=True, site_web="")
    page = client.get(muette.get_absolute_url())
    assert "Coordonnées non publiées" in texte(page)
    assert page.content.decode().count(f'href="/signaler/collectivite/{muette.slug}/"') == 2


def test_dispositif_donne_le_site_de_sa_collectivite_sinon_dit_qu_il_n_y_en_a_pas(client) -> None:
    connue = f.CollectiviteFactory(publie=True, site_web="https://connue.example.org/")
    muette = f.CollectiviteFactory(publie=True, site_web="")
    avec, sans = f.DispositifFactory(collectivite=connue), f.DispositifFactory(collectivite=muette)
    for dispositif in (avec, sans):
        en_ligne(dispositif)
    page = client.get(avec.get_absolute_url())
    assert 'href="https://connue.example.org/"' in page.content.decode()
    assert "Coordonnées non publiées" not in texte(page)
    assert "Coordonnées non publiées" in texte(client.get(sans.get_absolute_url()))


def test_longue_liste_de_communes_est_repliee(client) -> None:
    epci = f.CollectiviteFactory(type="communaute_communes")
    f.CommuneFactory.create_batch(31, epci=epci)
    en_ligne(epci)
    page = " ".join(client.get(epci.get_absolute_url()).content.decode().split())
    assert "<details> <summary> 31 communes" in page
