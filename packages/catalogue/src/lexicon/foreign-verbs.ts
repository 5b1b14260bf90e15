/**
 * Verbs of other languages. They are asked only where a name has no English verb, or one that says nothing by itself:
 * what a name says plainly is not overruled by a description in any language.
 *
 * Words of languages with spaces are stems, matched at the beginning of a word without accents; of languages without,
 * they are matched anywhere in the text.
 */
import type { Category } from "../category.js";

export const foreignStems: Readonly<Record<Category, string>> = {
  Destructive: `
    losch loesch entfern stornier kundig kuendig
    elimina borra suprim cancela
    supprim effac annul resili anular anula
    exclu apag remov delet
    elimin cancell rimuov annull
    verwijder annuleer wis
    usun skasuj anuluj udali otmeni sil kaldir radera tabort slet poista hapus xoa smaz odstran sterg torol torl
  `,
  Financial: `
    uberweis ueberweis bezahl zahl erstatt ausloes kauf bestell
    paga pago reembols cobra transferi compra
    effectuervirement paie paye rembours vire achet
    pagar pagament estorn
    rimbors acquist bonific
    betaal overboek terugbetaal
    zaplac oplati satinal betala maksa bayar zaplat fizet
  `,
  Execute: `
    ausfuhr ausfuehr fuhrt starte stopp bereitstell
    ejecut inici deten despleg arranc
    execut demarr arret deploi lanc relanc
    inicia implant
    esegu avvi arrest distribui
    voeruit start
    uruchom zapusti calistir
  `,
  Write: `
    erstell anleg bearbeit aktualisier ander aender hinzu schreib send verschick hochlad speicher
    crea actualiz modific agreg anad edit envi guard
    cree creer ajout modifi envoy enregistr mettr
    cria atualiz adicion salv
    aggiorn aggiung invi modific salv
    maak bewerk voegtoe wijzig verstuur
    utworz dodaj zmien wysl sozda obnovi olustur guncelle skapa
  `,
  Read: `
    liste liefer zeig such les abruf abfrag hol find auflist anzeig pruf
    lista obtien obten busc consult muestr mostrar lee leer ver
    list obten obtien recuper affich cherch recherch lit lire consult
    obtem busc mostr lê ler
    elenc ottien cerc mostr legg visualizz
    toon zoek haal lees ophal
    pobierz wyswietl poluchi pokazh ara goster hamta
  `,
};

export const foreignCharacters: Readonly<Record<Category, string>> = {
  Destructive:
    "删除 刪除 移除 清空 取消 终止 注销 撤销 削除 消去 キャンセル 解約 삭제 취소 удал отмен видал скасу διαγραφ ακυρω حذف إلغاء מחק हटा रद्द ลบ",
  Financial:
    "支付 付款 转账 轉帳 退款 扣款 购买 下单 提现 送金 支払 返金 購入 結제 결제 환불 송금 оплат перевод сплат πληρω دفع پرداخت שלם भुगतान ชำระ",
  Execute: "执行 運行 运行 部署 启动 重启 停止 实行 実行 デプロイ 反映 再起動 起動 실행 배포 запус выполн",
  Write:
    "创建 創建 新建 新增 添加 更新 修改 写入 发送 上传 編集 作成 追加 変更 送信 登録 생성 추가 수정 전송 созда обнов добав",
  Read: "获取 查询 查詢 搜索 列出 查看 读取 返回 取得 検索 表示 一覧 조회 검색 목록 получ показ поиск",
};
