"""Who can sign in to the demo: printed at start-up, and offered by the sign-in screen of a demo server."""

from esteio.modules.workspace.schemas import DemoAccount

DEMO_PASSWORD = "123456"  # noqa: S105 - seed 0's, printed at start-up, and only ever in demo data

ACCOUNTS = (
    DemoAccount(
        "admin@arcflow.com", DEMO_PASSWORD, "Ana Prado", "ArcFlow Arquitetura", "owner", "Dona da ArcFlow: pode tudo"
    ),
    DemoAccount(
        "arquiteto@arcflow.com",
        DEMO_PASSWORD,
        "Bruno Teixeira",
        "ArcFlow Arquitetura",
        "architect",
        "Arquiteto: briefings e orçamentos, sem política de preços",
    ),
    DemoAccount(
        "assistente@arcflow.com",
        DEMO_PASSWORD,
        "Carla Nunes",
        "ArcFlow Arquitetura",
        "assistant",
        "Assistente: responde briefings e não vê preços",
    ),
    DemoAccount(
        "solicitante@arcflow.com",
        DEMO_PASSWORD,
        "Eduardo Martins",
        "ArcFlow Arquitetura",
        "requester",
        "Solicitante: pede compras e acompanha as suas",
    ),
    DemoAccount(
        "aprovadora@arcflow.com",
        DEMO_PASSWORD,
        "Fernanda Rocha",
        "ArcFlow Arquitetura",
        "approver",
        "Aprovadora de centros de custo: aprova a necessidade (A1)",
    ),
    DemoAccount(
        "comprador@arcflow.com",
        DEMO_PASSWORD,
        "Gustavo Pires",
        "ArcFlow Arquitetura",
        "buyer",
        "Comprador: cotações, mapas, pedidos",
    ),
    DemoAccount(
        "gerente@arcflow.com",
        DEMO_PASSWORD,
        "Isabel Moura",
        "ArcFlow Arquitetura",
        "purchasing_manager",
        "Gerente de compras: aprova a compra (A2)",
    ),
    DemoAccount(
        "diretor@arcflow.com",
        DEMO_PASSWORD,
        "Henrique Sales",
        "ArcFlow Arquitetura",
        "purchasing_director",
        "Diretor: segunda assinatura (A3) e política de alçadas",
    ),
    DemoAccount(
        "almoxarife@arcflow.com",
        DEMO_PASSWORD,
        "Joana Freitas",
        "ArcFlow Arquitetura",
        "warehouse",
        "Almoxarife: recebe e confere o que chega",
    ),
    DemoAccount(
        "admin@estudiolima.com",
        DEMO_PASSWORD,
        "Diego Lima",
        "Estúdio Lima Interiores",
        "owner",
        "Dono de outro escritório: não vê nada da ArcFlow",
    ),
)
